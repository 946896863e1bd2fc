package eu.bocage.connector.approval;

import eu.bocage.connector.member.Did;
import java.util.List;
import java.util.Optional;

/** Where requests and votes are collected: the trust anchor's node, near or far. */
interface Desk {

    int MOST_SHOWN = 200;

    /** @throws ApprovalRefusedException when it is not taken */
    void submit(Request request);

    /** @throws ApprovalRefusedException when it is not taken */
    void submit(Vote vote);

    /**
     * What there is, at most {@link #MOST_SHOWN}, unproven: first what can still be voted on, the newest of each
     * requester before the second of any, then the newest of the rest.
     *
     * @param provider whose datasets are asked for; empty for everybody's
     * @throws ApprovalRefusedException when the desk does not answer
     */
    List<Case> cases(Optional<Did> provider);
}

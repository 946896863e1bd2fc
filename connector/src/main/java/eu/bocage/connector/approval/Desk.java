package eu.bocage.connector.approval;

import java.util.List;
import java.util.Optional;

/** Where requests and votes are collected: the trust anchor's node, near or far. */
interface Desk {

    /** @throws ApprovalRefusedException when it is not taken */
    void submit(Request request);

    /** @throws ApprovalRefusedException when it is not taken */
    void submit(Vote vote);

    /** What there is, the newest first; unproven. @throws ApprovalRefusedException when the desk does not answer */
    List<Case> cases();

    /** One request with its votes; unproven. @throws ApprovalRefusedException when the desk does not answer */
    Optional<Case> find(String id);
}

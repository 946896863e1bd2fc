package eu.bocage.compute.he;

import java.util.List;

/**
 * A message of a joint computation that is not taken, with the reason and, where it is known, who is to blame. Nothing
 * was changed: the state that refused goes on as if the message had not come.
 *
 * <p>Somebody is named only for what it signed, and only where the signed statement is wrong whatever the network did
 * to it. A bad signature, a payload that is not the stated one, a message replayed elsewhere, late or missing: each
 * could be anybody's doing, and names nobody.
 */
public final class Refusal extends RuntimeException {

    private final Fault fault;
    private final String culprit;
    private final List<Message> evidence;

    Refusal(Fault fault) {
        this(fault, "");
    }

    Refusal(Fault fault, String culprit) {
        this(fault, culprit, List.of());
    }

    private Refusal(Fault fault, String culprit, List<Message> evidence) {
        super(fault.english() + (culprit.isEmpty() ? "" : " (" + culprit + ")"));
        this.fault = fault;
        this.culprit = culprit;
        this.evidence = evidence;
    }

    /**
     * One member said two things where it may say one.
     *
     * @param first  with a signature that has been checked, as {@code second}, of the same member
     */
    static Refusal contradiction(Message first, Message second) {
        if (!first.sender().equals(second.sender()) || first.statement().equals(second.statement())) {
            throw new IllegalArgumentException("a contradiction is two statements of one member");
        }
        return new Refusal(Fault.CONTRADICTION, first.sender(), List.of(first, second));
    }

    public Fault fault() {
        return fault;
    }

    /** Identifier of the member whose own signed word is wrong; empty where that is not known. */
    public String culprit() {
        return culprit;
    }

    /** The two signed messages of a {@link Fault#CONTRADICTION}, by which everyone can check it; empty otherwise. */
    public List<Message> evidence() {
        return evidence;
    }

    /** Names the signer of a message whose signature has been checked and whose payload is wrong. */
    Refusal by(String member) {
        return culprit.isEmpty() ? new Refusal(fault, member) : this;
    }
}

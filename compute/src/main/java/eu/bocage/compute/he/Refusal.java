package eu.bocage.compute.he;

/**
 * A message of a joint computation that is not taken, with the reason and, where it is known, who is to blame. Nothing
 * was changed: the state that refused goes on as if the message had not come.
 */
public final class Refusal extends RuntimeException {

    private final Fault fault;
    private final String culprit;

    Refusal(Fault fault) {
        this(fault, "");
    }

    Refusal(Fault fault, String culprit) {
        super(fault.english() + (culprit.isEmpty() ? "" : " (" + culprit + ")"));
        this.fault = fault;
        this.culprit = culprit;
    }

    public Fault fault() {
        return fault;
    }

    /** Identifier of the member that sent what was refused; empty where it is not known. */
    public String culprit() {
        return culprit;
    }

    Refusal by(String member) {
        return culprit.isEmpty() ? new Refusal(fault, member) : this;
    }
}

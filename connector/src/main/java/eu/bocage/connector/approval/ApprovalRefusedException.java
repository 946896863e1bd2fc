package eu.bocage.connector.approval;

/** Why a request or a vote was not taken, with the remedy, in both languages; nothing was kept. */
public final class ApprovalRefusedException extends RuntimeException {

    /** What it means to whoever asked. */
    public enum Kind {
        /** There is no such thing, or what was given is not of its form. */
        INPUT,
        /** The register, the charter or the deadline says no. */
        REFUSED,
        /** The trust anchor's node did not answer; it may pass. */
        UNREACHABLE
    }

    private final Kind kind;
    private final String french;

    ApprovalRefusedException(Kind kind, String french, String english) {
        super(english);
        this.kind = kind;
        this.french = french;
    }

    public Kind kind() {
        return kind;
    }

    public String french() {
        return french;
    }
}

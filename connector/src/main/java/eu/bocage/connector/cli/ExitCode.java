package eu.bocage.connector.cli;

/** How {@code bocage} ends. */
final class ExitCode {

    static final int OK = 0;
    /** A fault of Bocage. */
    static final int UNEXPECTED = 1;
    /** The command or its input is wrong. */
    static final int INPUT = 2;
    /** Refused by policy, budget or membership. */
    static final int REFUSED = 3;
    /** This node, or another one, does not answer. */
    static final int UNREACHABLE = 4;
    /** Something on this machine must be put right first. */
    static final int SETUP = 5;
    /** The ledger was checked and does not hold. */
    static final int LEDGER = 6;
    /** An audit found a fault. */
    static final int AUDIT = 7;
    /** No fault was found, and some of an audit could not be made. */
    static final int UNAUDITED = 8;

    private ExitCode() {
    }

    /** Of an error that the private port answered, see {@code eu.bocage.connector.api}. */
    static int ofStatus(int status) {
        return switch (status) {
            case 400, 404, 405, 413 -> INPUT;
            case 403 -> REFUSED;
            case 401, 409 -> SETUP;
            case 502, 503, 504 -> UNREACHABLE;
            default -> UNEXPECTED;
        };
    }
}

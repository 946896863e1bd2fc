package eu.bocage.connector.approval;

/** What came of a request so far, as this node counts it. */
public sealed interface Outcome {

    /** Votes can still be cast, and the colleges have not given what the charter wants. */
    record Open() implements Outcome {
    }

    /** Given for good. @param whole by every committee; otherwise by some, and what the others decide on is refused */
    record Granted(boolean whole) implements Outcome {
    }

    /** By votes that cannot be outweighed any more, or by the deadline; for good. */
    record Refused(String french, String english) implements Outcome {
    }
}

package eu.bocage.connector.member;

/** What came of a territory document that reached this node. */
public sealed interface Reception {

    /** It is the newest version now. */
    record Taken(long version) implements Reception {
    }

    /** This very document was here already. */
    record Known(long version) implements Reception {
    }

    /** It is of no use, and nothing changed. @param reason for the operator's log */
    record Refused(String reason) implements Reception {
    }

    /** The trust anchor signed two documents with this number; the kind of document is closed until a higher one. */
    record Conflict(long version) implements Reception {
    }
}

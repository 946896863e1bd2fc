package eu.bocage.connector.member;

/**
 * Where the acts of a trust anchor are written down. An act is recorded in the transaction that stores the document it
 * published, after the document; what {@link #record} throws undoes both, so no act stands that is not in the book.
 */
public interface ActBook {

    void record(Act act);

    /**
     * One new version of one document.
     *
     * @param hash    as {@link Publication.Published} tells it
     * @param subject whom or what it is about: a member's DID, a project's id, empty where the kind says all
     */
    record Act(TerritoryDocument document, long version, String hash, Kind kind, String subject) {
    }

    /** What was done. */
    enum Kind {
        /** A charter was put in force. */
        SIGNED,
        /** A member was taken in, or back, or what was granted to it was changed. */
        ADMITTED,
        SUSPENDED,
        /** A project was registered. */
        REGISTERED,
        /** The register was signed again with a later end, members unchanged. */
        RENEWED
    }
}

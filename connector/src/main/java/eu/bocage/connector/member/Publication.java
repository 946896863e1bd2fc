package eu.bocage.connector.member;

/** What came of an act of the trust anchor. */
public sealed interface Publication {

    /** A new version is signed, stored and served. @param hash of what was asked to be published */
    record Published(long version, String hash) implements Publication {
    }

    /** It was published already, and nothing changed. */
    record Unchanged(long version, String hash) implements Publication {
    }

    /** It may not be published, and nothing changed; reason and remedy in both languages. */
    record Refused(String french, String english) implements Publication {
    }
}

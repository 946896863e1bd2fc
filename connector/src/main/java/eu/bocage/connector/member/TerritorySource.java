package eu.bocage.connector.member;

import java.io.IOException;
import java.util.Optional;

/** Where a node asks for the territory's documents. */
interface TerritorySource {

    /**
     * The document as it is now.
     *
     * @param known hash of the newest version that the node has, or an empty text
     * @return the bytes, unchecked, at most as many as the kind allows; empty when that version is still the newest or
     *     there is none yet
     */
    Optional<byte[]> fetch(TerritoryDocument kind, String known) throws IOException;

    /** A version of the charter, unchecked; empty when it is not there. */
    default Optional<byte[]> charter(long version) throws IOException {
        return Optional.empty();
    }
}

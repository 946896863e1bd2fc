package eu.bocage.connector.agreement;

import eu.bocage.connector.member.Member;
import eu.bocage.policies.Policy;
import java.net.URI;
import java.util.List;

/**
 * What this node does at others over the Dataspace Protocol. Calls block, on virtual threads; each ends within its
 * patience. Everything survives a restart: what was agreed is found again by {@link Agreements}.
 */
public interface Dataspace {

    /** What a provider offers to this node. @throws DataspaceException */
    List<CatalogueEntry> catalogue(Member provider);

    /** Negotiates an offer to its end. @throws DataspaceException with the counterpart's reason */
    Agreement negotiate(Member provider, CatalogueEntry entry);

    /**
     * Where and with which token to ask under an agreement: of the transfer that runs already, or of a new one.
     *
     * @throws DataspaceException
     */
    Access access(Member provider, Agreement agreement);

    /** Ends the transfer under an agreement, if one runs. */
    void release(Agreement agreement);

    /** One offer of one dataset, as the provider shows it. @param handle for {@link #negotiate}, opaque */
    record CatalogueEntry(String dataset, String title, String card, Policy policy, Object handle) {
    }

    /** @param token opaque, for the Authorization header as {@code Bearer} */
    record Access(URI endpoint, String token) {
    }

    /** What did not work, with the counterpart's words where it gave any, in both languages. */
    final class DataspaceException extends RuntimeException {

        /** What it means to whoever asked. */
        public enum Kind {
            /** The counterpart's final word: asking the same again changes nothing. */
            REFUSED,
            /** No answer, or none that could be used; it may pass. */
            UNREACHABLE
        }

        private final Kind kind;
        private final String french;

        public DataspaceException(Kind kind, String french, String english) {
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
}

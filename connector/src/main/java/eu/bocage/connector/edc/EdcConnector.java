package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.agreement.OfferBook;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import eu.bocage.connector.storage.Database;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The EDC runtime embedded in a node. */
public final class EdcConnector implements Dataspace, OfferBook, Agreements, AutoCloseable {

    /** Boots the runtime; DSP is served under {@code /dsp} of the router from then on. */
    public static EdcConnector start(Settings settings, Database database, Members members, TokenSigner signer,
                                     TokenChecker checker, Gate gate, AccessGrants grants, Router publicRouter) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param self            this node's DID, which is its participant id
     * @param publicUrl       where its public port is reached
     * @param privateAddresses {@code host:port} in loopback or private ranges that it may nevertheless call
     */
    public record Settings(Did self, URI publicUrl, Set<String> privateAddresses) {
    }

    @Override
    public List<CatalogueEntry> catalogue(Member provider) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Agreement negotiate(Member provider, CatalogueEntry entry) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Access access(Member provider, Agreement agreement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(Agreement agreement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void replaceAll(Collection<Offer> offers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Agreement> find(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Agreement> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

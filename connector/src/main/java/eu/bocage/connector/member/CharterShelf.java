package eu.bocage.connector.member;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every version of the charter that the trust anchor signed, as this node keeps it. The signatures are checked again at
 * each reading. Used by one thread at a time.
 */
final class CharterShelf {

    private final DocumentStore store;
    private final InstantSource clock;
    private final Function<byte[], Opened<Envelope>> check;

    /** @param check gives the envelope when the trust anchor signed it as a charter */
    CharterShelf(DocumentStore store, InstantSource clock, Function<byte[], Opened<Envelope>> check) {
        this.store = store;
        this.clock = clock;
        this.check = check;
    }

    /** The chain that ends in a version. */
    Charters chain(Envelope newest) {
        return newest == null ? Charters.NONE : Charters.from(SignedCharter.of(newest), signed());
    }

    /**
     * Holds a new version against the one that it follows.
     *
     * @throws Flaw unless it is the next number and names the hash of the version before; also where that was signed
     *     twice it may name either
     */
    void requireLink(Charters known, SignedCharter next) {
        if (known.newest().isEmpty() || next.version() <= known.newest().get().version()) {
            return;
        }
        SignedCharter newest = known.newest().get();
        if (next.version() != newest.version() + 1) {
            throw new Flaw("la version " + (newest.version() + 1) + " de la charte manque avant la version "
                + next.version(), "version " + (newest.version() + 1) + " of the charter is missing before version "
                + next.version());
        }
        SignedCharter named = signed().get(next.predecessor());
        if (named == null || named.version() != newest.version()) {
            throw new Flaw("la version " + next.version() + " ne nomme pas l'empreinte de la version "
                + newest.version() + " (" + newest.hash() + ") dans « predecessor »",
                "version " + next.version() + " does not name the hash of version " + newest.version() + " ("
                    + newest.hash() + ") in \"predecessor\"");
        }
    }

    /**
     * Fetches one version that the chain names and lacks.
     *
     * @return whether one was found that fits
     * @throws IllegalArgumentException when what is there is another one, or not signed
     */
    boolean fetchMissing(Charters known, TerritorySource source) throws IOException {
        SignedCharter oldest = known.broken().orElse(null);
        if (oldest == null) {
            return false;
        }
        long version = oldest.version() - 1;
        Optional<byte[]> bytes = source.charter(version);
        if (bytes.isEmpty()) {
            return false;
        }
        Envelope envelope = check.apply(bytes.get()).orThrow();
        if (!envelope.payloadHash().equals(oldest.predecessor())) {
            throw new Flaw("la version " + version + " de la charte n'est pas celle que nomme la version "
                + oldest.version(), "version " + version + " of the charter is not the one that version "
                + oldest.version() + " names");
        }
        store.keepFormer(TerritoryDocument.CHARTER, version, envelope, clock.instant());
        return true;
    }

    /** The signed bytes of one version. */
    Optional<byte[]> bytes(long version) {
        return store.find(TerritoryDocument.CHARTER, version).map(Json::bytes);
    }

    /** Every version that the trust anchor signed, those that lie outside the chain too. */
    List<SignedCharter> all() {
        return List.copyOf(signed().values());
    }

    private Map<String, SignedCharter> signed() {
        Map<String, SignedCharter> signed = new HashMap<>();
        for (String text : store.everything(TerritoryDocument.CHARTER)) {
            if (check.apply(Json.bytes(text)) instanceof Opened.Valid<Envelope>(Envelope envelope)) {
                SignedCharter charter = SignedCharter.of(envelope);
                signed.put(charter.hash(), charter);
            }
        }
        return signed;
    }
}

package eu.bocage.connector.member;

import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a newcomer learns at a trust anchor's public address before it adheres: the trust anchor's key and the charter
 * under its signature. The key is taken from that very address, so the newcomer compares {@link #fingerprint} with what
 * the trust anchor says by another way (a letter, a telephone call) before it relies on it.
 *
 * @param anchor  the trust anchor, to be pinned
 * @param url     its public address
 * @param charter the charter in force there
 */
public record Invitation(TrustAnchorKey anchor, URI url, SignedCharter charter) {

    /** Asks a trust anchor. */
    public static Opened<Invitation> fetch(URI url) {
        try (HttpTerritorySource source = new HttpTerritorySource(url)) {
            Did did = Did.of(url);
            VerificationKey key = DidDocument.verificationKey(source.didDocument(), did);
            Optional<byte[]> bytes = source.fetch(TerritoryDocument.CHARTER, "");
            if (bytes.isEmpty()) {
                return new Opened.Refused<>(url + " has not signed a charter yet");
            }
            Envelope envelope = Envelope.parse(Tag.CHARTER, bytes.get()).orThrow();
            envelope.open(Tag.CHARTER, key).orThrow();
            SignedCharter charter = SignedCharter.of(envelope);
            while (charter.from().isAfter(LocalDate.now(ZoneOffset.UTC)) && !charter.predecessor().isEmpty()) {
                charter = before(charter, source, key);
            }
            return new Opened.Valid<>(new Invitation(new TrustAnchorKey(did, key), url, charter));
        } catch (IOException e) {
            return new Opened.Refused<>("no answer from " + url + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Opened.Refused<>(e.getMessage());
        }
    }

    /** The version that another one replaces. */
    private static SignedCharter before(SignedCharter next, HttpTerritorySource source, VerificationKey key)
            throws IOException {
        byte[] bytes = source.charter(next.version() - 1).orElseThrow(() ->
            new IOException("version " + (next.version() - 1) + " of the charter is not there"));
        Envelope envelope = Envelope.parse(Tag.CHARTER, bytes).orThrow();
        envelope.open(Tag.CHARTER, key).orThrow();
        if (!envelope.payloadHash().equals(next.predecessor())) {
            throw new IllegalArgumentException("version " + (next.version() - 1)
                + " of the charter is not the one that its successor names");
        }
        return SignedCharter.of(envelope);
    }

    /** Of the trust anchor's key. @see VerificationKey#fingerprint */
    public String fingerprint() {
        return anchor.key().fingerprint();
    }
}

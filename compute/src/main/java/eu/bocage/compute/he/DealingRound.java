package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Cut-and-choose: each holder has committed to candidates, a joint coin says which one is used, the seeds of all others
 * are opened and repeated by everyone. A holder that cheats in one candidate cannot send a dealing that passes but for
 * one time in as many as there are candidates; one that does not pass is evidence that it signed, one that is not sent
 * is none.
 *
 * @param coin what all holders threw together after all candidates were committed
 */
record DealingRound(Manifest manifest, CommonReference common, byte[] coin) {

    private static final int SEED = 32;

    static byte[] coin(String manifest, List<byte[]> parts) {
        MessageDigest digest = Expansion.sha256();
        digest.update(("BMHE1/coin/" + manifest).getBytes(StandardCharsets.US_ASCII));
        parts.forEach(digest::update);
        return digest.digest();
    }

    /** Which candidate of a dealer is used. */
    int chosen(int dealer) {
        MessageDigest digest = Expansion.sha256();
        digest.update(coin);
        digest.update((byte) dealer);
        return ByteBuffer.wrap(digest.digest()).getInt() & candidates() - 1;
    }

    private int candidates() {
        return manifest.parameters().candidates();
    }

    private int threshold() {
        return manifest.parameters().threshold();
    }

    /** H(M) ‖ seed ‖ dealer ‖ recipient. */
    byte[] aad(int dealer, int recipient) {
        return ("BMHE1/share/" + manifest.hash() + "/" + HexFormat.of().formatHex(common.seed()) + "/" + dealer + "/"
            + recipient).getBytes(StandardCharsets.US_ASCII);
    }

    /** What a dealer sends: the opened seeds, the used candidate's public part, and a sealed share for each other. */
    byte[] deal(int dealer, List<byte[]> seeds, Sealer sealer) {
        int chosen = chosen(dealer);
        Dealing dealing = new Dealing(common, threshold(), seeds.get(chosen));
        ByteWriter out = new ByteWriter().raw(dealing.nonce()).raw(dealing.shown().toBytes());
        for (int c = 0; c < candidates(); c++) {
            if (c != chosen) {
                out.raw(seeds.get(c));
            }
        }
        for (int point = 1; point <= manifest.holders().size(); point++) {
            if (point != dealer) {
                Spectrum share = dealing.share(point);
                out.bytes(sealer.seal(manifest.holder(point).sealingKey(), aad(dealer, point), share.toBytes()));
                share.destroy();
            }
        }
        dealing.destroy();
        return out.toBytes();
    }

    /** The most bytes that {@link #deal} makes with a sealer that adds up to 1 KiB. */
    static int mostBytes(Parameters parameters) {
        return SEED * parameters.candidates() + PublicDealing.bytes(parameters.threshold())
            + parameters.holders() * (Polynomial.BYTES + 1024);
    }

    /** A dealer's message, with every opened candidate repeated. */
    record Checked(PublicDealing shown, List<byte[]> sealed) {
    }

    /**
     * @param commitments the candidates' 32-byte commitments one after another
     * @throws Refusal where anything is not what was committed to
     */
    Checked check(int dealer, byte[] commitments, byte[] payload) {
        ByteReader in = new ByteReader(payload);
        byte[] nonce = in.raw(SEED);
        PublicDealing shown = PublicDealing.read(in, threshold());
        String manifestHash = manifest.hash();
        int chosen = chosen(dealer);
        for (int c = 0; c < candidates(); c++) {
            String found;
            if (c == chosen) {
                found = Dealing.commitment(manifestHash, common, dealer, c, nonce, shown);
            } else {
                found = new Dealing(common, threshold(), in.raw(SEED)).commitment(manifestHash, common, dealer, c);
            }
            if (!found.equals(HexFormat.of().formatHex(commitments, c * SEED, (c + 1) * SEED))) {
                throw new Refusal(Fault.FALSE_OPENING);
            }
        }
        List<byte[]> sealed = new ArrayList<>();
        for (int i = 1; i < manifest.holders().size(); i++) {
            sealed.add(in.bytes());
        }
        in.end();
        return new Checked(shown, sealed);
    }

    /** The share that a dealer sealed for a recipient, where it is one and fits the commitments on both bases. */
    Optional<Spectrum> share(int dealer, int recipient, Checked checked, Sealer sealer) {
        byte[] sealed = checked.sealed().get(recipient < dealer ? recipient - 1 : recipient - 2);
        return sealer.open(aad(dealer, recipient), sealed).flatMap(bytes -> read(bytes, checked.shown(), recipient));
    }

    /** A share in the clear, as an accused dealer shows it. */
    Optional<Spectrum> read(byte[] bytes, PublicDealing shown, int recipient) {
        try {
            ByteReader in = new ByteReader(bytes);
            Spectrum share = in.spectrum();
            in.end();
            return shown.accepts(common, share, recipient) ? Optional.of(share) : Optional.empty();
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}

package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One holder's secret part of a key, all of it expanded from 32 bytes: ternary s, the coefficients of the polynomial
 * that shares it, and the errors. Whoever is shown the 32 bytes can repeat every step, so an opened candidate is known
 * to be short and well made; the one that is used is such with the odds of cut-and-choose.
 */
final class Dealing {

    private final Spectrum secret;
    private final List<Spectrum> coefficients = new ArrayList<>();
    private final PublicDealing shown;
    private final byte[] nonce;

    Dealing(CommonReference common, int threshold, byte[] seed) {
        Expansion secrets = new Expansion(seed, "secret");
        Expansion sharing = new Expansion(seed, "sharing");
        secret = Polynomial.small(secrets.ternary()).transform();
        Spectrum p = error(secrets).minus(common.a().times(secret));
        List<Spectrum> first = new ArrayList<>();
        List<Spectrum> second = new ArrayList<>();
        second.add(common.a2().times(secret).plus(error(secrets)));
        for (int l = 1; l < threshold; l++) {
            Spectrum coefficient = sharing.uniform();
            coefficients.add(coefficient);
            first.add(common.a().times(coefficient).plus(error(secrets)));
            second.add(common.a2().times(coefficient).plus(error(secrets)));
        }
        shown = new PublicDealing(p, first, second);
        nonce = new Expansion(seed, "nonce").seed();
    }

    private static Spectrum error(Expansion random) {
        return Polynomial.small(random.binomial()).transform();
    }

    PublicDealing shown() {
        return shown;
    }

    byte[] nonce() {
        return nonce;
    }

    /** f(point), by Horner's rule. */
    Spectrum share(int point) {
        Spectrum value = Spectrum.zero();
        for (int l = coefficients.size(); l > 0; l--) {
            value = value.plus(coefficients.get(l - 1)).times(PublicDealing.constant(point));
        }
        return value.plus(secret);
    }

    /** SHA-256 over "BMHE1/pk", H(M), seed, dealer, candidate, nonce and everything public: hides until opened. */
    static String commitment(String manifest, CommonReference common, int dealer, int candidate, byte[] nonce,
            PublicDealing shown) {
        MessageDigest digest = Expansion.sha256();
        digest.update(("BMHE1/pk/" + manifest).getBytes(StandardCharsets.US_ASCII));
        digest.update(common.seed());
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(dealer).putInt(candidate).flip());
        digest.update(nonce);
        shown.update(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    String commitment(String manifest, CommonReference common, int dealer, int candidate) {
        return commitment(manifest, common, dealer, candidate, nonce, shown);
    }

    void destroy() {
        secret.destroy();
        coefficients.forEach(Spectrum::destroy);
    }
}

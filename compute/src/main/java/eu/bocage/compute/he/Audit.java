package eu.bocage.compute.he;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The closing test of a new key: each holder opens a·u for a public short u that nobody chose, without its Lagrange
 * weight; everyone compares with u·β, where β ≈ a·X follows from the commitments. A wrong share shows itself, and only
 * its holder. The answer is flooded as a decryption share is and counts as one opening.
 */
final class Audit {

    private Audit() {
    }

    private static int[] vector(String key, int point) {
        MessageDigest digest = Expansion.sha256();
        digest.update(("BMHE1/audit/" + key + "/" + point).getBytes(StandardCharsets.US_ASCII));
        return new Expansion(digest.digest(), "audit").ternary();
    }

    static Polynomial question(CommonReference common, String key, int point) {
        return common.a().times(Polynomial.small(vector(key, point)).transform()).transform();
    }

    /** Whether ‖d − u·β‖ ≤ 2^b + n·n_h·21·Σ point^l. */
    static boolean holds(Manifest manifest, List<PublicDealing> dealings, String key, int point, Polynomial answer) {
        Spectrum expected = Spectrum.zero();
        for (PublicDealing dealing : dealings) {
            expected = expected.plus(dealing.onFirst(point));
        }
        Spectrum u = Polynomial.small(vector(key, point)).transform();
        Polynomial left = answer.minus(u.times(expected).transform());
        BigInteger bound = BigInteger.ONE.shiftLeft(manifest.parameters().declared().smudgingBits())
            .add(BigInteger.valueOf(PublicDealing.errorBound(point, manifest.parameters().threshold()))
                .multiply(BigInteger.valueOf((long) Bfv.DEGREE * dealings.size())));
        for (int i = 0; i < Bfv.DEGREE; i++) {
            if (PlainScale.centred(left, i).abs().compareTo(bound) > 0) {
                return false;
            }
        }
        return true;
    }
}

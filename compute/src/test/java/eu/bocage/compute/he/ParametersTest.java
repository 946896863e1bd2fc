package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final Parameters.Declared THREE_OF_FIVE = Parameters.Declared.of(3, 5, 60, 16);

    private static void refused(String field, Parameters.Declared declared) {
        assertThatThrownBy(() -> Parameters.of(declared)).isInstanceOf(InvalidInput.class)
            .satisfies(e -> assertThat(((InvalidInput) e).problems()).extracting(Problem::path).contains(field)
                .hasSize(1));
    }

    /** The integer bound, taken apart again: Q·n·V·2^λ ≤ 2^128 and not for λ + 1. */
    @Test
    void stateHowMuchSharesHide() {
        Parameters parameters = Parameters.of(THREE_OF_FIVE);
        double each = 5 * 8192.0 * (21.0 * ShortnessProof.U_BOUND + ShortnessProof.E_BOUND);
        double exact = 128 - Math.log(16 * 8192 * each * 63) / Math.log(2);
        assertThat(parameters.hiding()).isEqualTo((int) Math.floor(exact)).isEqualTo(53);
        assertThat(parameters.hidingOfHonestNoise()).isEqualTo(83);
        assertThat(Parameters.of(Parameters.Declared.of(3, 5, 60, 512)).hiding()).isEqualTo(48);
        assertThat(Parameters.of(Parameters.Declared.of(3, 5, 60, 512)).hidingOfHonestNoise()).isEqualTo(78);
        Parameters million = Parameters.of(Parameters.Declared.of(3, 5, 60, 2048));
        assertThat(million.hiding()).isEqualTo(46);
        assertThat(million.hidingOfHonestNoise()).isEqualTo(76);
        assertThat(million.hiding(16)).as("for fewer than are declared").isEqualTo(parameters.hiding());
        assertThat(million.hidingOfHonestNoise(512)).isEqualTo(78);
    }

    /** With 8 of 15 an audit hides 21·Σ 15^l in each share: more than what honest contributors leave to hide. */
    @Test
    void countTheAuditByWhatItHides() {
        double audit = 15 * 8192.0 * 21 * (Math.pow(15, 8) - 1) / 14;
        double exact = 128 - Math.log(512 * 8192 * audit) / Math.log(2);
        assertThat(Parameters.of(Parameters.Declared.of(8, 15, 60, 512)).hidingOfHonestNoise())
            .isEqualTo((int) Math.floor(exact)).isEqualTo(57);
    }

    /** Whatever is accepted, a right share passes its check at the last point, where most is allowed. */
    @Test
    void acceptOnlyHoldersWhoseSharesCanBeChecked() {
        for (int[] kind : new int[][] {{9, 31}, {10, 30}, {12, 32}, {16, 31}, {16, 32}, {32, 32}}) {
            assertThatThrownBy(() -> Parameters.of(Parameters.Declared.of(kind[0], kind[1], 60, 64)
                .everyHolderAccepts())).isInstanceOf(InvalidInput.class).hasMessageContaining("threshold")
                .hasMessageContaining("could not be checked");
        }
        int accepted = 0;
        for (int n = 2; n <= 32; n++) {
            for (int t = 2; t <= n; t++) {
                Parameters.Declared declared = Parameters.Declared.of(t, n, 60, 64).everyHolderAccepts();
                boolean sound = Parameters.shareError(n, t).bitLength() <= 40;
                if (sound) {
                    accepted++;
                    assertThat(PublicDealing.errorBound(n, t)).isLessThan(1L << 40);
                    Parameters.of(declared);
                } else {
                    refused("threshold", declared);
                }
            }
        }
        assertThat(accepted).isGreaterThan(100);
        CommonReference common = CommonReference.of(RingTest.fresh());
        Dealing dealing = new Dealing(common, 8, RingTest.fresh());
        Spectrum share = dealing.share(32);
        int[] one = new int[Bfv.DEGREE];
        one[0] = 1;
        assertThat(dealing.shown().accepts(common, share, 32)).isTrue();
        assertThat(dealing.shown().accepts(common, share.plus(Polynomial.small(one).transform()), 32))
            .isFalse();
    }

    @Test
    void holdsNoiseInTheWorstCase() {
        BigInteger bound = Parameters.of(THREE_OF_FIVE).noiseBound();
        assertThat(bound.bitLength()).isEqualTo(129);
        assertThat(bound.shiftLeft(1).multiply(BigInteger.valueOf(PlainModulus.FIRST.value())))
            .isLessThan(PlainScale.Q);
    }

    @Test
    void asksForAQuorumThatNoTwoAggregatesCanHave() {
        assertThat(Parameters.of(THREE_OF_FIVE).quorum()).isEqualTo(4);
        assertThat(Parameters.of(Parameters.Declared.of(3, 7, 60, 64)).quorum()).isEqualTo(5);
        assertThat(Parameters.of(Parameters.Declared.of(2, 4, 60, 64)).quorum()).isEqualTo(3);
        assertThat(Parameters.of(Parameters.Declared.of(2, 3, 60, 64).everyHolderAccepts()).quorum()).isEqualTo(3);
        for (int n = 2; n <= 32; n++) {
            for (int t = 2; t <= n; t++) {
                int quorum = Parameters.quorum(Parameters.Declared.of(t, n, 60, 64));
                assertThat(2 * quorum - n).as("%d of %d", t, n).isGreaterThanOrEqualTo(t);
                assertThat(quorum).isBetween(t, n);
            }
        }
    }

    @Test
    void refusesWhatHidesTooLittle() {
        refused("openings", Parameters.Declared.of(3, 5, 60, 1 << 20));
        refused("openings", Parameters.Declared.of(3, 5, 10_000, 1 << 11));
        assertThat(Parameters.of(Parameters.Declared.of(3, 5, 10_000, 1 << 9)).hiding()).isEqualTo(41);
        refused("contributors", Parameters.Declared.of(3, 5, 10_001, 1 << 9));
        refused("contributors", Parameters.Declared.of(3, 5, 1, 1 << 9));
        assertThat(Parameters.of(Parameters.Declared.of(3, 5, 60, 1 << 17)).hiding()).isEqualTo(40);
        refused("openings", Parameters.Declared.of(3, 5, 60, 5));
    }

    @Test
    void refusesWhatIsBelow128Bits() {
        List<Long> primes = new ArrayList<>(THREE_OF_FIVE.primes());
        refused("primes", new Parameters.Declared(4096, primes, THREE_OF_FIVE.plainModuli(), 127, 5, 3, 60, 16, false,
            false));
        primes.add(0xfffffebc001L);
        primes.add(0xfffffebc001L);
        refused("primes", new Parameters.Declared(8192, primes, THREE_OF_FIVE.plainModuli(), 127, 5, 3, 60, 16, false,
            false));
        refused("primes", new Parameters.Declared(16_384, THREE_OF_FIVE.primes(), THREE_OF_FIVE.plainModuli(), 127, 5,
            3, 60, 16, false, false));
        refused("smudgingBits", new Parameters.Declared(8192, THREE_OF_FIVE.primes(), THREE_OF_FIVE.plainModuli(), 128,
            5, 3, 60, 16, false, false));
    }

    @Test
    void refusesHoldersWithoutAQuorum() {
        refused("threshold", Parameters.Declared.of(2, 3, 60, 64));
        refused("threshold", Parameters.Declared.of(4, 5, 60, 64));
        refused("threshold", Parameters.Declared.of(1, 5, 60, 64));
        refused("threshold", Parameters.Declared.of(6, 5, 60, 64));
        refused("verifiedOpening", THREE_OF_FIVE.opensTwice());
        Parameters.of(Parameters.Declared.of(3, 7, 60, 64).opensTwice());
    }

    /** T of 50 bits with b = 127 leaves no room for the result. */
    @Test
    void refusesPlainModuliThatNoiseWouldDrown() {
        refused("plainModuli", THREE_OF_FIVE.withPlainModuli(1_125_899_906_826_241L));
        assertThatThrownBy(() -> Parameters.of(THREE_OF_FIVE.withPlainModuli(1_125_899_906_826_241L)))
            .hasMessageContaining("would make the result wrong");
        refused("plainModuli", THREE_OF_FIVE.withPlainModuli(1_073_692_673L));
        refused("plainModuli", THREE_OF_FIVE.withPlainModuli(PlainModulus.SECOND.value()));
        refused("plainModuli", THREE_OF_FIVE.withPlainModuli());
        Parameters.of(THREE_OF_FIVE.withPlainModuli(PlainModulus.FIRST.value(), PlainModulus.SECOND.value()));
    }

    @Test
    void areCarriedByTheManifestToTheLetter() {
        List<Member> holders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            holders.add(new Member("h" + i, "k" + i, "s" + i));
        }
        Manifest manifest = new Manifest("epoch", Parameters.of(THREE_OF_FIVE), holders, "charter", "2026-12-31");
        assertThat(Manifests.read(Manifests.write(manifest))).isEqualTo(manifest);
        byte[] other = new String(Manifests.write(manifest), StandardCharsets.UTF_8)
            .replace("\"smudgingBits\":\"127\"", "\"smudgingBits\":\"010\"").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Manifests.read(other)).isInstanceOf(Refusal.class);
    }
}

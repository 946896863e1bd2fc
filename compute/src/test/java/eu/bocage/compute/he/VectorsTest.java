package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Fixed vectors for the seed 00 01 … 1f, made by a second implementation: Python's hashlib and integers, AES from
 * OpenSSL. They pin what other implementations have to reproduce.
 */
class VectorsTest {

    private static final byte[] SEED = RingTest.counting();

    @Test
    void theCommonPolynomials() {
        CommonReference common = CommonReference.of(SEED);
        assertRow(common.a(), 0, 1_589_298_367_947L, 121_354_598_714L, 3_698_713_286_245L, 5_538_526_705_130L);
        assertRow(common.a(), 1, 5_112_645_247_362L, 7_163_076_545_578L, 6_013_004_939_298L, 6_497_322_419_852L);
        assertRow(common.a(), 2, 16_653_133_228_483L, 7_144_833_513_189L, 10_775_395_908_351L, 12_960_560_579_861L);
        assertRow(common.a(), 3, 11_397_827_036_285L, 13_606_949_701_968L, 558_291_836_889L, 14_267_895_688_746L);
        assertRow(common.a2(), 0, 1_690_104_654_541L, 1_104_533_743_955L, 4_100_871_610_150L, 4_484_249_416_920L);
        assertRow(common.a2(), 3, 12_536_169_473_040L, 8_617_089_874_467L, 15_908_063_395_618L, 3_194_458_766_299L);
    }

    private static void assertRow(Spectrum spectrum, int row, long... firstAndLastTwo) {
        long[] words = Arrays.copyOfRange(spectrum.words(), row * Bfv.DEGREE, (row + 1) * Bfv.DEGREE);
        assertThat(new long[] {words[0], words[1], words[8190], words[8191]}).isEqualTo(firstAndLastTwo);
    }

    @Test
    void theRootsOfUnity() {
        long[] roots = {1_734_247_217, 304_486_499, 331_339_694, 9_366_611_238L};
        for (int row = 0; row < 4; row++) {
            long[] x = new long[Bfv.DEGREE];
            x[1] = 1;
            RingPrime.at(row).forward(x, 0);
            assertThat(x[0]).isEqualTo(roots[row]);
        }
    }

    @Test
    void theStreamAndTheSamplesFromIt() {
        Expansion stream = new Expansion(SEED, "test");
        assertThat(stream.word()).isEqualTo(0x704e423a92f45907L);
        assertThat(stream.word()).isEqualTo(0xf9c8d4a11a753f7fL);
        Expansion secrets = new Expansion(SEED, "secret");
        assertThat(Arrays.copyOf(secrets.ternary(), 8)).isEqualTo(new int[] {0, 0, 0, 0, -1, 0, 0, 1});
        assertThat(Arrays.copyOf(secrets.binomial(), 8)).isEqualTo(new int[] {3, -1, -2, -1, -4, -1, -1, -2});
    }

    @Test
    void theDealing() {
        Dealing dealing = new Dealing(CommonReference.of(SEED), 3, SEED);
        PublicDealing shown = dealing.shown();
        int[][] places = {{0, 0}, {0, 8191}, {3, 1}, {3, 4096}};
        long[] p = {2_057_999_443_733L, 53_507_844_816L, 2_789_533_601_495L, 1_857_603_790_187L};
        long[] second = {4_625_127_154_882L, 2_968_064_433_320L, 12_555_511_097_329L, 8_423_980_443_466L};
        long[] secret = {6_038_800_920_614L, 7_999_289_019_185L, 13_332_659_040_068L, 7_625_522_974_977L};
        for (int i = 0; i < places.length; i++) {
            int at = places[i][0] * Bfv.DEGREE + places[i][1];
            assertThat(shown.p().words()[at]).isEqualTo(p[i]);
            assertThat(shown.second().getFirst().words()[at]).isEqualTo(second[i]);
            assertThat(dealing.share(0).words()[at]).isEqualTo(secret[i]);
        }
        assertThat(dealing.share(2).words()[0]).isEqualTo(3_177_033_653_358L);
        assertThat(dealing.share(2).words()[3 * Bfv.DEGREE + 4096]).isEqualTo(1_210_794_440_537L);
        for (int point = 1; point <= 5; point++) {
            assertThat(shown.accepts(CommonReference.of(SEED), dealing.share(point), point)).isTrue();
        }
    }

    @Test
    void theProofTranscript() {
        Spectrum a = CommonReference.of(SEED).a();
        Rlwe.Witness witness = Rlwe.Witness.draw(new Expansion(SEED, "witness"));
        Polynomial c1 = a.times(Polynomial.small(witness.u()).transform()).transform()
            .plus(Polynomial.small(witness.e1()));
        assertThat(Statement.hash(c1.toBytes()))
            .isEqualTo("4727c66b80f6731f4e554108b2b6ec5fe3fe3df9511517f778cd24c72cdff508");
        byte[] context = "context".getBytes(StandardCharsets.US_ASCII);
        byte[] proof = ShortnessProof.prove(a, c1, witness, context, new Expansion(SEED, "proof"));
        ByteBuffer in = ByteBuffer.wrap(proof);
        byte[] seal = new byte[32];
        in.get(seal);
        assertThat(HexFormat.of().formatHex(seal))
            .isEqualTo("758ceb6f8f1e35304dec8364e233335d5aabef363f9b8634fe338437c7f75211");
        assertThat(ShortnessProof.challenges(seal))
            .isEqualTo(new int[] {13708, 11119, 3870, 13616, 3564, 868, 8755, 13149, 6827, 12086});
        int[] u = Bits.read(in, 18);
        int[] e = Bits.read(in, 23);
        assertThat(List.of(u[0], u[1], u[2], u[3], u[8191])).containsExactly(111_497, 37_492, -19_502, -2501, 51_258);
        assertThat(List.of(e[0], e[1], e[2], e[3], e[8191]))
            .containsExactly(1_523_030, 3_762_674, -1_579_675, 504_364, 3_565_641);
        assertThat(proof).hasSize(419_872);
        assertThat(Statement.hash(proof))
            .isEqualTo("fac6cfcaa96ab29dddd7118cf835093055d94bdd953199caa0c2328edb907427");
        ShortnessProof.verify(a, c1, context, proof);
    }

    @Test
    void theSmudging() {
        Polynomial noise = Smudging.draw(Smudging.seed(SEED, "context"), 127);
        assertThat(PlainScale.centred(noise, 0)).isEqualTo(new BigInteger("-38178072961760820788945476014172701138"));
        assertThat(PlainScale.centred(noise, 1)).isEqualTo(new BigInteger("93759269356800299069148782436530425828"));
        assertThat(noise.words()[3 * Bfv.DEGREE]).isEqualTo(2_349_270_062_102L);
    }

    @Test
    void theCommitmentsAndTheSeed() {
        assertThat(CommonReference.commitment("seedc", "m", 1, SEED))
            .isEqualTo("e5959473425b2b8e4774a378621b957618bbe67d1c46ce047070a5370f17eef8");
        assertThat(HexFormat.of().formatHex(CommonReference.seed("m", List.of(SEED, SEED))))
            .isEqualTo("5a608a78a3fd1614626b9a5372f53b2437e9fc6bbfbc8a72d5c95094cee954a0");
        assertThat(Statement.of("k", Map.of("b", "2", "a", "1")).hash()).isEqualTo(Statement.hash(
            "{\"a\":\"1\",\"b\":\"2\",\"kind\":\"k\",\"protocol\":\"BMHE1\"}".getBytes(StandardCharsets.UTF_8)));
    }

    /** λ modulo each of the four primes, for 2 of 3, 3 of 5 and 8 of 15. */
    @Test
    void theWeightsOfInterpolation() {
        assertWeights(1, List.of(1, 2), 2, 2, 2, 2);
        assertWeights(2, List.of(1, 2), 8_796_092_858_368L, 8_796_092_792_832L, 17_592_186_028_032L,
            17_592_185_438_208L);
        assertWeights(1, List.of(1, 3), 4_398_046_429_186L, 4_398_046_396_418L, 8_796_093_014_018L,
            8_796_092_719_106L);
        assertWeights(3, List.of(1, 3), 4_398_046_429_184L, 4_398_046_396_416L, 8_796_093_014_016L,
            8_796_092_719_104L);
        assertWeights(3, List.of(2, 3), 8_796_092_858_367L, 8_796_092_792_831L, 17_592_186_028_031L,
            17_592_185_438_207L);
        assertWeights(1, List.of(1, 2, 5), 4_398_046_429_187L, 4_398_046_396_419L, 8_796_093_014_019L,
            8_796_092_719_107L);
        assertWeights(5, List.of(1, 2, 5), 1_466_015_476_395L, 7_330_077_327_361L, 14_660_155_023_361L,
            14_660_154_531_841L);
        assertWeights(3, List.of(3, 4, 5), 10, 10, 10, 10);
        assertWeights(5, List.of(3, 4, 5), 6, 6, 6, 6);
        assertWeights(8, List.of(1, 2, 3, 4, 5, 6, 7, 8), 8_796_092_858_368L, 8_796_092_792_832L, 17_592_186_028_032L,
            17_592_185_438_208L);
        assertWeights(15, List.of(8, 9, 10, 11, 12, 13, 14, 15), 8_796_092_854_937L, 8_796_092_789_401L,
            17_592_186_024_601L, 17_592_185_434_777L);
        assertWeights(1, List.of(1, 3, 5, 7, 9, 11, 13, 15), 7_546_257_398_516L, 7_546_257_342_292L,
            15_092_515_064_092L, 15_092_514_558_076L);
        assertWeights(15, List.of(1, 3, 5, 7, 9, 11, 13, 15), 1_842_540_935_664L, 1_842_540_921_936L,
            3_685_081_936_536L, 3_685_081_812_984L);
    }

    private static void assertWeights(int point, List<Integer> set, long... words) {
        assertThat(HolderKey.lagrange(point, new TreeSet<>(set))).as("%d of %s", point, set).isEqualTo(words);
    }

    /** Σ λ_j·j^k is 1 for k = 0 and 0 for 0 &lt; k &lt; t, whatever the set: that is what interpolation at 0 means. */
    @Test
    void theWeightsOfEverySetInterpolateAtZero() {
        for (int[] kind : new int[][] {{2, 3}, {3, 5}, {8, 15}}) {
            for (List<Integer> list : JointSumTest.sets(kind[0], kind[1])) {
                Set<Integer> set = new TreeSet<>(list);
                long[] sums = new long[kind[0]];
                for (int point : set) {
                    long power = HolderKey.lagrange(point, set)[3];
                    for (int k = 0; k < kind[0]; k++) {
                        sums[k] = RingPrime.at(3).add(sums[k], power);
                        power = RingPrime.at(3).multiply(power, point);
                    }
                }
                long[] expected = new long[kind[0]];
                expected[0] = 1;
                assertThat(sums).isEqualTo(expected);
            }
        }
    }

    /** Noise as large as it can be: u = 1, e = 21 everywhere, aligned with an all-one secret, is within the bound. */
    @Test
    void theWorstNoiseOfHonestPartiesStaysWithinItsBound() {
        int[] ones = new int[Bfv.DEGREE];
        int[] errors = new int[Bfv.DEGREE];
        Arrays.fill(ones, 1);
        Arrays.fill(errors, 21);
        int holders = 5;
        int[] secret = new int[Bfv.DEGREE];
        int[] keyError = new int[Bfv.DEGREE];
        Arrays.fill(secret, holders);
        Arrays.fill(keyError, 21 * holders);
        Spectrum a = CommonReference.of(SEED).a();
        Spectrum s = Polynomial.small(secret).transform();
        Spectrum p = Polynomial.small(keyError).transform().minus(a.times(s));
        long[] message = new long[Bfv.DEGREE];
        Arrays.fill(message, PlainModulus.FIRST.value() / 2);
        Ciphertext worst = Rlwe.encrypt(new Rlwe.PublicPart(p, a), PlainModulus.FIRST, message,
            new Rlwe.Witness(ones, errors, errors));
        Polynomial phase = Polynomial.part(worst, 0).plus(Polynomial.part(worst, 1).transform().times(s).transform());
        BigInteger noise = PlainScale.of(PlainModulus.FIRST).residual(phase, message);
        long bound = 2L * Bfv.DEGREE * 21 * holders + 21 + 1;
        assertThat(noise).isBetween(BigInteger.valueOf(bound * 99 / 100), BigInteger.valueOf(bound));
        int together = 63;
        BigInteger smudged = noise.multiply(BigInteger.valueOf(2 * together)).add(BigInteger.valueOf(2 * together))
            .add(BigInteger.ONE.shiftLeft(127).multiply(BigInteger.valueOf(3)));
        assertThat(smudged).isLessThanOrEqualTo(Parameters.of(Parameters.Declared.of(3, 5, 60, 16)).noiseBound());
    }
}

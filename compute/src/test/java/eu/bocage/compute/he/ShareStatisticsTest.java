package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Statistics of key shares, decryption shares and smudging. <b>They find bugs; they prove nothing</b>: a sharing or a
 * noise that passes all of them may still be broken. The randomness is real. False alarms of all of them together,
 * with the three χ² of {@link KeyAttackTest}, are rarer than once in 10^6 runs: nine χ² with 255 degrees of freedom
 * are above 420 with 3.4·10^-10 each and below 140 with 4.6·10^-10 (incomplete gamma), some twenty means of 8192 or
 * more bounded values are beyond six standard deviations with 2·10^-9 each, one of 2·8192 slots is right by chance
 * with 1.5·10^-8.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareStatisticsTest {

    private static final int DRAWS = 16;
    private static final List<Integer> SET = List.of(1, 2, 5);

    private Joint joint;
    private long[] message;
    private Ciphertext ciphertext;

    @BeforeAll
    void encrypt() {
        joint = new Joint(Parameters.Declared.of(3, 5, 60, 64), 2);
        message = Joint.SLOTS.getFirst().encode(new Random(3).longs(Bfv.DEGREE, 0, PlainModulus.FIRST.value())
            .toArray());
        ciphertext = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, message, Rlwe.Witness.draw(
            new Expansion(RingTest.fresh(), "test")));
    }

    /** How many words lie in each 256th of their prime. */
    private static long[] bins(long[] words) {
        long[] bins = new long[256];
        for (int i = 0; i < words.length; i++) {
            bins[(int) (words[i] * 256.0 / Bfv.prime(i / Bfv.DEGREE))]++;
        }
        return bins;
    }

    private static void assertUniform(String what, long[] bins) {
        double expected = 0;
        for (long bin : bins) {
            expected += bin / 256.0;
        }
        double statistic = 0;
        for (long bin : bins) {
            statistic += (bin - expected) * (bin - expected) / expected;
        }
        assertThat(statistic).as(what).isBetween(140.0, 420.0);
    }

    @Test
    void decryptionSharesSpreadEvenlyOverEachPrime() {
        Polynomial share = joint.keys.getFirst().open(Polynomial.part(ciphertext, 1), new TreeSet<>(SET), "one");
        assertUniform("one decryption share", bins(share.words()));
        assertUniform("its transform", bins(share.transform().words()));
    }

    /** What two of three holders see of a dealing of nothing but 0 and of one of nothing but 1: two-sample χ². */
    @Test
    void sharesBelowTheThresholdDoNotTellTwoSecretsApart() {
        int[] ones = new int[Bfv.DEGREE];
        Arrays.fill(ones, 1);
        List<Spectrum> none = views(Polynomial.zero().transform());
        List<Spectrum> all = views(Polynomial.small(ones).transform());
        for (int view = 0; view < none.size(); view++) {
            long[] left = bins(none.get(view).words());
            long[] right = bins(all.get(view).words());
            double statistic = 0;
            for (int i = 0; i < left.length; i++) {
                double difference = left[i] - right[i];
                statistic += difference * difference / (left[i] + right[i]);
            }
            assertThat(statistic).as("view %d", view).isBetween(140.0, 420.0);
        }
    }

    /** Shares of 1 and 5, and the secret as they interpolate it, of a fresh dealing with its secret exchanged. */
    private static List<Spectrum> views(Spectrum secret) {
        Dealing dealing = new Dealing(CommonReference.of(RingTest.fresh()), 3, RingTest.fresh());
        Spectrum one = dealing.share(1).minus(dealing.share(0)).plus(secret);
        Spectrum five = dealing.share(5).minus(dealing.share(0)).plus(secret);
        Set<Integer> two = new TreeSet<>(Set.of(1, 5));
        return List.of(one, five, one.times(HolderKey.lagrange(1, two)).plus(five.times(HolderKey.lagrange(5, two))));
    }

    /** A slot is right by chance once in 2^40, one of 8192 once in 10^8 runs. */
    @Test
    void sharesBelowTheThresholdDecryptToNoise() {
        Slots slots = Joint.SLOTS.getFirst();
        assertThat(right(slots, SET)).as("as many as the threshold").isEqualTo(Bfv.DEGREE);
        assertThat(right(slots, List.of(1, 5))).as("one fewer").isZero();
        assertThat(right(slots, List.of(2, 4))).as("one fewer").isZero();
    }

    private int right(Slots slots, List<Integer> set) {
        long[] opened = slots.decode(slots.round(Weak.phase(joint, set, ciphertext, 20).words()));
        long[] expected = slots.decode(message);
        int right = 0;
        for (int i = 0; i < opened.length; i++) {
            right += opened[i] == expected[i] ? 1 : 0;
        }
        return right;
    }

    /** Of many openings, in units of 2^127. */
    private List<double[]> smudging() {
        List<double[]> draws = new ArrayList<>();
        Polynomial c1 = Polynomial.part(ciphertext, 1);
        Polynomial bare = Weak.bare(joint, 1, SET, c1);
        for (int d = 0; d < DRAWS; d++) {
            Polynomial noise = joint.keys.getFirst().open(c1, new TreeSet<>(SET), "opening " + d).minus(bare);
            draws.add(scaled(noise, BigInteger.ONE.shiftLeft(127).doubleValue()));
        }
        return draws;
    }

    private static double[] scaled(Polynomial polynomial, double unit) {
        double[] scaled = new double[Bfv.DEGREE];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = PlainScale.centred(polynomial, i).doubleValue() / unit;
        }
        return scaled;
    }

    @Test
    void smudgingHasTheLeastLargestMeanAndVarianceOfTheUniformLaw() {
        long[] bins = new long[256];
        double sum = 0;
        double squares = 0;
        double least = 1;
        double most = -1;
        for (double[] draw : smudging()) {
            for (double x : draw) {
                bins[(int) Math.min(255, (x + 1) * 128)]++;
                sum += x;
                squares += x * x;
                least = Math.min(least, x);
                most = Math.max(most, x);
            }
        }
        double count = DRAWS * Bfv.DEGREE;
        assertUniform("smudging", bins);
        assertThat(Math.abs(sum) / count).isLessThan(6 / Math.sqrt(3 * count));
        assertThat(Math.abs(squares / count - 1 / 3.0)).isLessThan(6 * Math.sqrt(4 / 45.0 / count));
        assertThat(least).as("missed by chance once in 10^56").isBetween(-1.0, -0.999);
        assertThat(most).isBetween(0.999, 1.0);
    }

    @Test
    void smudgingOfNeighboursAndOfTwoOpeningsIsUncorrelated() {
        List<double[]> draws = smudging();
        double neighbours = 0;
        double openings = 0;
        for (int d = 0; d < DRAWS; d++) {
            double[] draw = draws.get(d);
            double[] next = draws.get((d + 1) % DRAWS);
            for (int i = 0; i < draw.length; i++) {
                neighbours += draw[i] * draw[(i + 1) % draw.length];
                openings += draw[i] * next[i];
            }
        }
        double deviation = Math.sqrt(DRAWS * Bfv.DEGREE) / 3;
        assertThat(Math.abs(neighbours)).as("lag 1").isLessThan(6 * deviation);
        assertThat(Math.abs(openings)).isLessThan(6 * deviation);
    }

    /** v, the noise of the ciphertext, is what smudging has to hide. */
    @Test
    void smudgingIsUncorrelatedWithWhatItHides() {
        Polynomial phase = Polynomial.part(ciphertext, 0).plus(Polynomial.part(ciphertext, 1).transform()
            .times(Weak.secret(joint)).transform());
        double[] v = scaled(phase.minus(PlainScale.of(PlainModulus.FIRST).scale(message)), 1);
        double length = 0;
        for (double x : v) {
            length += x * x;
        }
        assertThat(Math.sqrt(length / v.length)).as("v is there").isBetween(100.0, 100_000.0);
        for (double[] draw : smudging()) {
            double product = 0;
            for (int i = 0; i < v.length; i++) {
                product += v[i] * draw[i];
            }
            assertThat(Math.abs(product)).isLessThan(6 * Math.sqrt(length / 3));
        }
    }
}

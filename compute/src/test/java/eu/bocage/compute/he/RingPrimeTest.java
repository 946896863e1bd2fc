package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingPrimeTest {

    @Property(tries = 300)
    void agreesWithBigIntegers(@ForAll @IntRange(max = 4) int place, @ForAll long a, @ForAll long b) {
        RingPrime prime = RingPrime.at(place);
        BigInteger q = BigInteger.valueOf(prime.prime());
        long x = prime.reduce(a);
        long y = prime.reduce(b);
        BigInteger bigX = new BigInteger(Long.toUnsignedString(a)).mod(q);
        BigInteger bigY = new BigInteger(Long.toUnsignedString(b)).mod(q);
        assertThat(x).isEqualTo(bigX.longValueExact());
        assertThat(prime.multiply(x, y)).isEqualTo(bigX.multiply(bigY).mod(q).longValueExact());
        assertThat(prime.add(x, y)).isEqualTo(bigX.add(bigY).mod(q).longValueExact());
        assertThat(prime.subtract(x, y)).isEqualTo(bigX.subtract(bigY).mod(q).longValueExact());
        BigInteger product = bigX.multiply(bigY);
        assertThat(prime.divide(product.shiftRight(64).longValueExact(), product.longValue()))
            .isEqualTo(product.divide(q).longValueExact());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_032_193, 1_073_692_673, 1_099_511_480_321L, 1_125_899_906_826_241L,
        1_152_921_504_606_830_593L})
    void isRightAtTheEdgesForPrimesOf20To60Bits(long value) {
        RingPrime prime = new RingPrime(value);
        BigInteger q = BigInteger.valueOf(value);
        long[] edges = {0, 1, 2, value / 2, value / 2 + 1, value - 2, value - 1};
        for (long a : edges) {
            for (long b : edges) {
                BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
                assertThat(prime.multiply(a, b)).isEqualTo(product.mod(q).longValueExact());
                assertThat(prime.divide(product.shiftRight(64).longValueExact(), product.longValue()))
                    .isEqualTo(product.divide(q).longValueExact());
            }
            assertThat(prime.multiply(a, prime.inverse(Math.max(1, a)))).isEqualTo(a == 0 ? 0 : 1);
        }
        assertThat(prime.reduce(-1)).isEqualTo(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE).mod(q)
            .longValueExact());
    }

    /** Place k holds the value at ψ^(2·rev(k)+1): the definition, evaluated by Horner's rule at a few places. */
    @ParameterizedTest
    @ValueSource(longs = {0x7fffffd8001L, 0xffffff6c001L, 1_099_511_480_321L, 1_152_921_504_606_830_593L})
    void transformsToTheValuesAtTheOddPowersInSealsOrder(long value) {
        RingPrime prime = new RingPrime(value);
        long[] words = random(prime, 7);
        long[] values = words.clone();
        prime.forward(values, 0);
        long[] one = new long[Bfv.DEGREE];
        one[1] = 1;
        prime.forward(one, 0);
        long psi = one[0];
        assertThat(prime.power(psi, Bfv.DEGREE)).isEqualTo(value - 1);
        for (int k : new int[] {0, 1, 2, 77, 4096, 8191}) {
            long at = prime.power(psi, 2L * (Integer.reverse(k) >>> 19) + 1);
            assertThat(one[k]).isEqualTo(at).isGreaterThanOrEqualTo(psi);
            long sum = 0;
            for (int i = Bfv.DEGREE - 1; i >= 0; i--) {
                sum = prime.add(prime.multiply(sum, at), words[i]);
            }
            assertThat(values[k]).isEqualTo(sum);
        }
        prime.inverse(values, 0);
        assertThat(values).isEqualTo(words);
    }

    @Test
    void takesTheLargestResiduesThroughBothTransforms() {
        for (long value : new long[] {0xfffffffc001L, 1_152_921_504_606_830_593L}) {
            RingPrime prime = new RingPrime(value);
            long[] words = new long[Bfv.DEGREE];
            Arrays.fill(words, value - 1);
            long[] copy = words.clone();
            prime.forward(copy, 0);
            for (long word : copy) {
                assertThat(word).isBetween(0L, value - 1);
            }
            prime.inverse(copy, 0);
            assertThat(copy).isEqualTo(words);
        }
    }

    @Test
    void refusesPrimesThatTheTransformDoesNotKnow() {
        assertThatThrownBy(() -> new RingPrime(1_099_511_480_323L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingPrime(3)).isInstanceOf(IllegalArgumentException.class);
    }

    static long[] random(RingPrime prime, long seed) {
        Random random = new Random(seed);
        long[] words = new long[Bfv.DEGREE];
        for (int i = 0; i < words.length; i++) {
            words[i] = prime.reduce(random.nextLong());
        }
        return words;
    }
}

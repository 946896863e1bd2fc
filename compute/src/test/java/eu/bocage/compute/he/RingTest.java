package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {

    /** Values from Python's hashlib; lengths around the rate of 136 bytes. */
    @Test
    void shakesAsHashlibDoes() {
        byte[] seed = counting();
        byte[] out = new Shake256().absorb(seed).squeeze(300);
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(out, 0, 16)).isEqualTo("69f07c8840ce80024db30939882c3d5b");
        assertThat(hex.formatHex(out, 284, 300)).isEqualTo("98c618c270d3aea071f403fbd81fe922");
        assertThat(hex.formatHex(new Shake256().squeeze(16))).isEqualTo("46b9dd2b0ba88d13233b3feb743eeb24");
        assertThat(hex.formatHex(new Shake256().absorb(new byte[136]).squeeze(200), 184, 200))
            .isEqualTo("a4fbd65c6787ea404a7032e65d547e1c");
        assertThat(hex.formatHex(new Shake256().absorb(new byte[135]).squeeze(200), 184, 200))
            .isEqualTo("c4fffe1af2ea9fa4d141cf407839a380");
        Shake256 pieces = new Shake256().absorb(seed);
        byte[] together = new byte[300];
        System.arraycopy(pieces.squeeze(7), 0, together, 0, 7);
        System.arraycopy(pieces.squeeze(293), 0, together, 7, 293);
        assertThat(together).isEqualTo(out);
    }

    @Test
    void multipliesNegacyclically() {
        Random random = new Random(5);
        int[] a = new int[Bfv.DEGREE];
        int[] b = new int[Bfv.DEGREE];
        for (int i = 0; i < 40; i++) {
            a[random.nextInt(Bfv.DEGREE)] = random.nextInt(2001) - 1000;
            b[random.nextInt(Bfv.DEGREE)] = random.nextInt(2001) - 1000;
        }
        long[] expected = new long[Bfv.DEGREE];
        for (int i = 0; i < Bfv.DEGREE; i++) {
            for (int j = 0; a[i] != 0 && j < Bfv.DEGREE; j++) {
                expected[(i + j) % Bfv.DEGREE] += (i + j < Bfv.DEGREE ? 1L : -1L) * a[i] * b[j];
            }
        }
        Polynomial product = Polynomial.small(a).transform().times(Polynomial.small(b).transform()).transform();
        for (int i = 0; i < Bfv.DEGREE; i++) {
            assertThat(PlainScale.centred(product, i)).isEqualTo(BigInteger.valueOf(expected[i]));
        }
    }

    @Test
    void rotatesAsAProductWithAMonomialDoes() {
        Polynomial polynomial = new Expansion(counting(), "test").uniform().transform();
        for (int shift : new int[] {0, 1, 8191, 8192, 8193, 16383}) {
            int[] monomial = new int[Bfv.DEGREE];
            monomial[shift % Bfv.DEGREE] = shift < Bfv.DEGREE ? 1 : -1;
            assertThat(polynomial.rotate(shift))
                .isEqualTo(polynomial.transform().times(Polynomial.small(monomial).transform()).transform());
        }
    }

    @Test
    void tellsShortFromLong() {
        int[] small = new int[Bfv.DEGREE];
        small[3] = 651;
        small[8191] = -651;
        assertThat(Polynomial.small(small).isShort(651)).isTrue();
        assertThat(Polynomial.small(small).isShort(650)).isFalse();
        long[] words = Polynomial.small(small).words().clone();
        words[2 * Bfv.DEGREE + 5] = 1;
        assertThat(Polynomial.owning(words).isShort(651)).as("residues of different integers").isFalse();
        assertThat(new Expansion(counting(), "test").uniform().transform().isShort(1L << 39)).isFalse();
    }

    @Test
    void addsAndWritesAndReadsResidues() {
        Expansion random = new Expansion(counting(), "test");
        Spectrum a = random.uniform();
        Spectrum b = random.uniform();
        assertThat(a.plus(b).minus(b)).isEqualTo(a);
        assertThat(a.plus(b).transform()).isEqualTo(a.transform().plus(b.transform()));
        assertThat(a.plus(a.negated())).isEqualTo(Spectrum.zero());
        assertThat(Spectrum.read(ByteBuffer.wrap(a.toBytes()))).isEqualTo(a);
        byte[] bytes = a.toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(8 * 8192, Bfv.prime(1));
        assertThatThrownBy(() -> Spectrum.read(ByteBuffer.wrap(bytes))).isInstanceOf(Refusal.class)
            .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.COEFFICIENT_TOO_LARGE);
        assertThatThrownBy(() -> Spectrum.read(ByteBuffer.wrap(new byte[Polynomial.BYTES - 1])))
            .isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void scalesUpAsTheExactQuotientRounds() {
        Random random = new Random(3);
        for (PlainModulus modulus : PlainModulus.values()) {
            BigInteger t = BigInteger.valueOf(modulus.value());
            long[] message = new long[Bfv.DEGREE];
            for (int i = 0; i < message.length; i++) {
                message[i] = random.nextLong(modulus.value());
            }
            message[0] = modulus.value() - 1;
            message[1] = modulus.value() / 2;
            message[2] = modulus.value() / 2 + 1;
            Polynomial scaled = PlainScale.of(modulus).scale(message);
            for (int i = 0; i < 200; i++) {
                BigInteger exact = PlainScale.Q.multiply(BigInteger.valueOf(message[i])).shiftLeft(1).add(t)
                    .divide(t.shiftLeft(1));
                assertThat(PlainScale.centred(scaled, i).mod(PlainScale.Q)).isEqualTo(exact);
            }
            assertThat(PlainScale.of(modulus).residual(scaled, message)).isZero();
            long[] doubled = message.clone();
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = (2 * message[i]) % modulus.value();
            }
            assertThat(PlainScale.of(modulus).halve(doubled)).isEqualTo(message);
        }
    }

    @Test
    void takesSignedIntegersModuloThePlainModulus() {
        Random random = new Random(9);
        for (PlainModulus modulus : PlainModulus.values()) {
            long t = modulus.value();
            List<Long> values = new ArrayList<>(List.of(0L, 1L, -1L, t, -t, t - 1, 1 - t, t + 1, -t - 1, 1L << 62,
                -(1L << 62), Long.MAX_VALUE, Long.MIN_VALUE, 7 * t, -7 * t));
            random.longs(2000).forEach(values::add);
            for (long value : values) {
                assertThat(PlainScale.of(modulus).residue(value)).isEqualTo(Math.floorMod(value, t));
            }
        }
    }

    /** Each bin within six standard deviations: a right sampler fails once in 10^7 runs. */
    @Test
    void samplesTheStatedLaws() {
        Expansion random = new Expansion(fresh(), "test");
        int rounds = 20;
        int all = rounds * Bfv.DEGREE;
        long[] thirds = new long[3];
        long[] errors = new long[43];
        long squares = 0;
        long masks = 0;
        for (int i = 0; i < rounds; i++) {
            for (int u : random.ternary()) {
                thirds[u + 1]++;
            }
            for (int e : random.binomial()) {
                errors[e + 21]++;
                squares += (long) e * e;
            }
            for (int y : random.mask(22)) {
                assertThat(y).isBetween(-(1 << 22), (1 << 22) - 1);
                masks += y >> 21;
            }
        }
        for (long third : thirds) {
            assertThat(Math.abs(third - all / 3.0)).isLessThan(6 * Math.sqrt(all * 2.0 / 9));
        }
        double most = 538_257_874_440.0 / Math.pow(2, 42);
        assertThat(Math.abs(errors[21] - all * most)).isLessThan(6 * Math.sqrt(all * most * (1 - most)));
        assertThat(squares / (double) all).isBetween(10.5 - 6 * 15 / Math.sqrt(all), 10.5 + 6 * 15 / Math.sqrt(all));
        assertThat(masks / (double) all + 0.5).isBetween(-6 * 1.12 / Math.sqrt(all), 6 * 1.12 / Math.sqrt(all));
    }

    @Test
    void expandsTheSameSeedAndLabelToTheSame() {
        assertThat(new Expansion(counting(), "x").uniform()).isEqualTo(new Expansion(counting(), "x").uniform());
        assertThat(new Expansion(counting(), "y").uniform()).isNotEqualTo(new Expansion(counting(), "x").uniform());
    }

    static byte[] counting() {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }

    static byte[] fresh() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }
}

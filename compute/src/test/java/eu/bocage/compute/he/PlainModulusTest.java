package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our ring and SEAL beside one another for plain moduli of 20 to 60 bits. Joint sums use the two of 40 bits only: a
 * larger one is not below the coefficient primes, and leaves less room for smudging.
 */
class PlainModulusTest {

    /** SEAL's own name of the parameters. */
    private static byte[] id(long modulus, int primes) {
        ByteBuffer words = ByteBuffer.allocate((3 + primes) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        words.putLong(1).putLong(Bfv.DEGREE);
        for (int i = 0; i < primes; i++) {
            words.putLong(Bfv.prime(i));
        }
        words.putLong(modulus);
        Blake2bDigest digest = new Blake2bDigest(256);
        digest.update(words.array(), 0, words.capacity());
        byte[] id = new byte[32];
        digest.doFinal(id, 0);
        return id;
    }

    @Test
    void namesParametersAsSealDoes() {
        for (PlainModulus modulus : PlainModulus.values()) {
            assertThat(modulus.parmsId()).isEqualTo(id(modulus.value(), 4));
            assertThat(modulus.keyParmsId()).isEqualTo(id(modulus.value(), 5));
        }
    }

    /** Ours to SEAL, SEAL to ours, and what holders do: 2·ct, three smudged shares, a decryptor on (phase, 0). */
    @ParameterizedTest(name = "T = {0}, b = {1}")
    @CsvSource({"1032193,127", "1099511480321,127", "1125899906826241,112", "1152921504606830593,105"})
    void opensAlikeInSealAndInOurRing(long modulus, int smudging) {
        byte[] id = id(modulus, 4);
        byte[] keyId = id(modulus, 5);
        RingSlots slots = new RingSlots(modulus);
        long[] values = new Random(modulus).longs(Bfv.DEGREE, 0, modulus).toArray();
        try (EmbeddedEngine seal = new EmbeddedEngine(modulus, id, keyId);
             EmbeddedEngine throwaway = new EmbeddedEngine(seal.image())) {
            seal.makeKey();
            throwaway.makeKey();
            long[] message = Plain.read(seal.encode(values));
            assertThat(slots.encode(values)).isEqualTo(message);
            Rlwe.PublicPart key = RingCheck.publicPart(PublicKey.of(Wire.PUBLIC_KEY.read(seal.publicKey(), keyId)));
            Spectrum secret = Spectrum.owning(Arrays.copyOf(Wire.SECRET_KEY.read(seal.secretKey(), keyId),
                Polynomial.WORDS));
            Polynomial[] ours = encrypt(key, message, modulus);
            assertThat(Plain.read(seal.decrypt(bytes(ours[0], ours[1], id)))).isEqualTo(message);
            long[] words = Wire.CIPHERTEXT.read(seal.encrypt(Plain.write(message)), id);
            Polynomial c0 = ours[0].plus(Polynomial.owning(Arrays.copyOf(words, Polynomial.WORDS)));
            Polynomial c1 = ours[1].plus(Polynomial.owning(Arrays.copyOfRange(words, Polynomial.WORDS,
                2 * Polynomial.WORDS)));
            Polynomial phase = c0.plus(c1.transform().times(secret).transform()).twice();
            Polynomial opened = smudged(phase, smudging);
            long[] fourfold = slots.round(opened.words().clone());
            assertThat(Plain.read(throwaway.decrypt(bytes(opened, Polynomial.zero(), id)))).isEqualTo(fourfold);
            RingPrime plain = new RingPrime(modulus);
            long quarter = plain.inverse(4);
            Arrays.setAll(fourfold, i -> plain.multiply(fourfold[i], quarter));
            assertThat(fourfold).isEqualTo(message);
            if (smudging < 127) {
                assertThat(slots.round(smudged(phase, 127).words())).as("b = 127 drowns it")
                    .isNotEqualTo(slots.round(phase.words()));
            }
        }
    }

    private static Polynomial smudged(Polynomial phase, int bits) {
        Polynomial opened = phase;
        for (int holder = 0; holder < 3; holder++) {
            opened = opened.plus(Smudging.draw(RingTest.fresh(), bits));
        }
        return opened;
    }

    private static byte[] bytes(Polynomial c0, Polynomial c1, byte[] id) {
        long[] words = Arrays.copyOf(c0.words(), 2 * Polynomial.WORDS);
        System.arraycopy(c1.words(), 0, words, Polynomial.WORDS, Polynomial.WORDS);
        return Wire.CIPHERTEXT.write(words, id);
    }

    /** {@link Rlwe#encrypt} with ⌊q·m/T⌉ by big integers, for a modulus of any size. */
    private static Polynomial[] encrypt(Rlwe.PublicPart key, long[] message, long modulus) {
        Rlwe.Witness witness = Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "test"));
        Spectrum u = Polynomial.small(witness.u()).transform();
        BigInteger t = BigInteger.valueOf(modulus);
        long[] scaled = new long[Polynomial.WORDS];
        for (int i = 0; i < Bfv.DEGREE; i++) {
            BigInteger up = PlainScale.Q.multiply(BigInteger.valueOf(message[i])).shiftLeft(1).add(t)
                .divide(t.shiftLeft(1));
            for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
                scaled[row * Bfv.DEGREE + i] = up.mod(BigInteger.valueOf(Bfv.prime(row))).longValueExact();
            }
        }
        return new Polynomial[] {
            key.p().times(u).transform().plus(Polynomial.small(witness.e0())).plus(Polynomial.owning(scaled)),
            key.a().times(u).transform().plus(Polynomial.small(witness.e1()))};
    }
}

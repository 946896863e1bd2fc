package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every binding of SEAL does. Each subclass runs all of it on one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SealContract {

    private static final PlainModulus MODULUS = PlainModulus.FIRST;
    private static final long T = MODULUS.value();

    private Seal seal;
    private SealKey key;

    abstract Seal open(PlainModulus modulus);

    /** Before each test, so that each is reported as skipped where this binding is not present. */
    @BeforeEach
    void openOnce() {
        if (seal == null) {
            seal = open(MODULUS);
            key = seal.newKey();
        }
    }

    @AfterAll
    void closeAll() {
        if (seal != null) {
            key.close();
            seal.close();
        }
    }

    @Test
    void decodesWhatItEncoded() {
        long[] slots = numbers(1);
        long[] polynomial = seal.encode(slots);
        assertThat(seal.decode(polynomial)).isEqualTo(slots);
        assertThat(polynomial).isNotEqualTo(slots);
        long[] few = {T - 1, 5};
        assertThat(seal.decode(seal.encode(few))).isEqualTo(Arrays.copyOf(few, Bfv.DEGREE));
    }

    @Test
    void sumsAreExactModuloThePlainModulus() {
        long[] expected = new long[Bfv.DEGREE];
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long[] slots = numbers(10 + i);
            ciphertexts.add(key.encrypt(seal.encode(slots)).ciphertext());
            Arrays.setAll(expected, j -> (expected[j] + slots[j]) % T);
        }
        Ciphertext sum = seal.sum(ciphertexts);
        assertThat(seal.decode(key.decrypt(OwnCiphertext.made(sum)))).isEqualTo(expected);
        assertThat(seal.sum(List.of(sum))).isEqualTo(sum);
    }

    @Test
    void aSumOfSixtyKeepsMoreThanAHundredBitsOfNoiseBudget() {
        OwnCiphertext one = key.encrypt(seal.encode(numbers(2)));
        assertThat(key.noiseBudget(one)).isBetween(110, 133);
        Ciphertext sixty = seal.sum(Collections.nCopies(60, one.ciphertext()));
        assertThat(key.noiseBudget(OwnCiphertext.made(sixty))).isBetween(100, key.noiseBudget(one));
    }

    @Test
    void bytesSurviveOurParserUnchanged() {
        byte[] bytes = key.encrypt(seal.encode(numbers(3))).ciphertext().toBytes();
        assertThat(bytes).hasSize(524_401);
        assertThat(Ciphertext.parse(MODULUS, bytes).toBytes()).isEqualTo(bytes);
        byte[] publicKey = key.publicKey().toBytes(MODULUS);
        assertThat(PublicKey.parse(MODULUS, publicKey).toBytes(MODULUS)).isEqualTo(publicKey);
    }

    @Test
    void eachEncryptionAndEachKeyIsDifferent() {
        long[] polynomial = seal.encode(numbers(4));
        assertThat(key.encrypt(polynomial).ciphertext()).isNotEqualTo(key.encrypt(polynomial).ciphertext());
        try (SealKey other = seal.newKey()) {
            assertThat(other.secretKey().words()).isNotEqualTo(key.secretKey().words());
            assertThat(other.publicKey().words()).isNotEqualTo(key.publicKey().words());
            assertThat(other.decrypt(key.encrypt(polynomial))).isNotEqualTo(polynomial);
        }
    }

    @Test
    void aKeyIsTakenOverFromItsWordsAndEncryptsForWhoeverHasThePublicOne() {
        long[] polynomial = seal.encode(numbers(5));
        try (SealKey same = seal.key(key.secretKey())) {
            assertThat(same.decrypt(key.encrypt(polynomial))).isEqualTo(polynomial);
            assertThat(same.decrypt(OwnCiphertext.made(seal.encrypt(key.publicKey(), polynomial))))
                .isEqualTo(polynomial);
            assertThat(key.decrypt(same.encrypt(polynomial))).isEqualTo(polynomial);
        }
    }

    @Test
    void roundsAnOpenedPhaseAndItsNoise() {
        BigInteger q = BigInteger.ONE;
        for (int p = 0; p < Bfv.DATA_PRIMES; p++) {
            q = q.multiply(BigInteger.valueOf(Bfv.prime(p)));
        }
        long[] message = numbers(6);
        Random random = new Random(7);
        long[] phase = new long[Bfv.DATA_PRIMES * Bfv.DEGREE];
        for (int i = 0; i < Bfv.DEGREE; i++) {
            BigInteger noise = new BigInteger(130, random).subtract(BigInteger.ONE.shiftLeft(129));
            BigInteger value = q.multiply(BigInteger.valueOf(message[i])).divide(BigInteger.valueOf(T)).add(noise);
            for (int p = 0; p < Bfv.DATA_PRIMES; p++) {
                phase[p * Bfv.DEGREE + i] = value.mod(BigInteger.valueOf(Bfv.prime(p))).longValueExact();
            }
        }
        assertThat(seal.round(phase)).isEqualTo(message);
        assertThat(seal.round(new long[phase.length])).isEqualTo(new long[Bfv.DEGREE]);
    }

    @Test
    void theSecondPlainModulusIsAnotherSetOfParameters() {
        try (Seal second = open(PlainModulus.SECOND); SealKey secondKey = second.key(key.secretKey())) {
            long[] slots = {PlainModulus.SECOND.value() - 1, 1, 2};
            OwnCiphertext own = secondKey.encrypt(second.encode(slots));
            assertThat(second.decode(secondKey.decrypt(own))).startsWith(slots);
            assertThatThrownBy(() -> key.decrypt(own)).isInstanceOf(IllegalArgumentException.class);
            Ciphertext ciphertext = own.ciphertext();
            assertThatThrownBy(() -> seal.sum(List.of(ciphertext))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Ciphertext.parse(MODULUS, ciphertext.toBytes())).hasMessageContaining("byte 16");
            assertThatThrownBy(() -> second.encode(new long[] {PlainModulus.SECOND.value()}))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anInstanceEndsAtItsFirstExceptionAndTheNextCallHasANewOne() {
        Ciphertext one = key.encrypt(seal.encode(numbers(8))).ciphertext();
        long[] minus = one.words().clone();
        for (int i = 0; i < minus.length; i++) {
            long prime = Bfv.prime(i / Bfv.DEGREE % Bfv.DATA_PRIMES);
            minus[i] = minus[i] == 0 ? 0 : prime - minus[i];
        }
        List<Ciphertext> nothingLeft = List.of(one, Ciphertext.of(MODULUS, minus));
        assertThatThrownBy(() -> seal.sum(nothingLeft)).isInstanceOf(SealFailure.class);
        assertThat(seal.sum(List.of(one))).isEqualTo(one);
    }

    @Test
    void aClosedKeyDoesNothingMore() {
        SealKey own = seal.newKey();
        own.close();
        assertThatThrownBy(() -> own.encrypt(new long[Bfv.DEGREE])).isInstanceOf(SealFailure.class);
        own.close();
    }

    @Test
    void refusesNumbersThatAreNotBelowThePlainModulus() {
        assertThatThrownBy(() -> seal.encode(new long[] {T})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seal.encode(new long[] {-1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seal.encode(new long[Bfv.DEGREE + 1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key.encrypt(new long[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seal.sum(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seal.round(new long[8])).isInstanceOf(IllegalArgumentException.class);
    }

    static long[] numbers(long seed) {
        return new Random(seed).longs(Bfv.DEGREE, 0, T).toArray();
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our ring and Microsoft SEAL, each with the other's bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RingAgainstSealTest {

    private static final PlainModulus MODULUS = PlainModulus.SECOND;
    private final RingSlots ours = new RingSlots(MODULUS);
    private Seal seal;

    @BeforeAll
    void open() {
        seal = new EmbeddedSeal(MODULUS);
    }

    @AfterAll
    void close() {
        seal.close();
    }

    private static long[] slots(long seed) {
        return new Random(seed).longs(Bfv.DEGREE, 0, MODULUS.value()).toArray();
    }

    @Test
    void batchesAndRoundsAlike() {
        for (int i = 0; i < 3; i++) {
            long[] slots = slots(i);
            long[] polynomial = seal.encode(slots);
            assertThat(ours.encode(slots)).isEqualTo(polynomial);
            assertThat(ours.decode(polynomial)).isEqualTo(seal.decode(polynomial)).isEqualTo(slots);
        }
        Polynomial noisy = PlainScale.of(MODULUS).scale(slots(9)).plus(Smudging.draw(RingTest.fresh(), 127));
        assertThat(ours.round(noisy.words())).isEqualTo(seal.round(noisy.words())).isEqualTo(slots(9));
        Polynomial any = new Expansion(RingTest.fresh(), "any").uniform().transform();
        assertThat(ours.round(any.words())).isEqualTo(seal.round(any.words()));
    }

    @Test
    void openWhatTheOtherEncryptedAndAddAlike() {
        try (SealKey key = seal.newKey()) {
            Rlwe.PublicPart part = RingCheck.publicPart(key.publicKey());
            Ciphertext sum = null;
            long[] expected = new long[Bfv.DEGREE];
            for (int i = 0; i < 4; i++) {
                long[] slots = slots(20 + i);
                Arrays.setAll(expected, j -> (expected[j] + slots[j]) % MODULUS.value());
                Ciphertext one = i % 2 == 0 ? key.encrypt(seal.encode(slots)).ciphertext() : Rlwe.encrypt(part, MODULUS,
                    ours.encode(slots), Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "test")));
                Ciphertext next = sum == null ? one : Rlwe.sum(sum, one);
                assertThat(sum == null ? one : seal.sum(List.of(sum, one))).isEqualTo(next);
                sum = next;
            }
            assertThat(seal.decode(key.decrypt(OwnCiphertext.made(sum)))).isEqualTo(expected);
            assertThat(key.noiseBudget(OwnCiphertext.made(sum))).isGreaterThan(100);
            Spectrum secret = Spectrum.owning(Arrays.copyOf(key.secretKey().words(), Polynomial.WORDS));
            Polynomial phase = Polynomial.part(sum, 0).plus(Polynomial.part(sum, 1).transform().times(secret)
                .transform());
            assertThat(ours.decode(ours.round(phase.words()))).isEqualTo(expected);
        }
    }

    /** What SEAL encrypts under a collective key over five primes, holders open: level L1, in tests only. */
    @Test
    void holdersOpenWhatSealEncryptedUnderTheirKey() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        int[] secret = Weak.small(Weak.secret(joint));
        long[] a = Arrays.copyOf(joint.key.part().a().words(), Bfv.KEY_PRIMES * Bfv.DEGREE);
        System.arraycopy(RingPrimeTest.random(RingPrime.at(4), 3), 0, a, Polynomial.WORDS, Bfv.DEGREE);
        Spectrum p = Polynomial.small(new Expansion(RingTest.fresh(), "e").binomial(), Bfv.KEY_PRIMES).transform()
            .minus(Spectrum.owning(a).times(Polynomial.small(secret, Bfv.KEY_PRIMES).transform()));
        long[] both = Arrays.copyOf(p.words(), PublicKey.WORDS);
        System.arraycopy(a, 0, both, PublicKey.WORDS / 2, PublicKey.WORDS / 2);
        Ciphertext ciphertext = seal.encrypt(PublicKey.of(both), seal.encode(slots(30)));
        Polynomial phase = Weak.phase(joint, List.of(2, 4), ciphertext, 29);
        assertThat(seal.decode(seal.round(phase.words()))).isEqualTo(slots(30));
    }

    @Test
    void sumJointlyWithSealDoingBatchingAndRounding() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        JobTerms terms = joint.terms(joint.job(100, 1000, 1));
        joint.fill(terms);
        try (Seal first = new EmbeddedSeal(PlainModulus.FIRST)) {
            List<Message> messages = List.of(0, 1).stream().map(i -> new Contribution("a", "d", "v").make(terms,
                joint.key, joint.signed(terms), joint.contributors.get(i).id(), joint.cells.get(i), joint.seeds.get(i),
                List.of(first), Joint.OPEN, joint.contributors.get(i).office())).toList();
            Aggregate aggregate = joint.add(terms, messages);
            List<Message> opened = joint.open(joint.accepted(terms, aggregate), 1, List.of(1, 3));
            assertThat(((Result) Opened.combine(terms, joint.key, aggregate, 1, joint.ids(List.of(1, 3)), opened,
                opened, List.of(first), Party::verify)).cells()).isEqualTo(joint.expected(terms));
        }
    }
}

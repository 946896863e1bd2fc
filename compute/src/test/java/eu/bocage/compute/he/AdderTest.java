package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SEAL and our ring add to the same bytes, on each binding that is present. */
class AdderTest {

    private static Ciphertext random(PlainModulus modulus, Random random) {
        long[] words = new long[Ciphertext.WORDS];
        Arrays.setAll(words, i -> random.nextLong(Bfv.prime(i / Bfv.DEGREE % Bfv.DATA_PRIMES)));
        return Ciphertext.of(modulus, words);
    }

    private static Ciphertext filled(PlainModulus modulus, long fromTop) {
        long[] words = new long[Ciphertext.WORDS];
        Arrays.setAll(words, i -> fromTop < 0 ? -fromTop : Bfv.prime(i / Bfv.DEGREE % Bfv.DATA_PRIMES) - fromTop);
        return Ciphertext.of(modulus, words);
    }

    private static void agree(List<Seal> seals) {
        Adder hub = new Adder.OfSeal(seals);
        Adder holder = new Adder.Ring();
        Random random = new Random(12);
        for (Seal seal : seals) {
            PlainModulus modulus = seal.modulus();
            Ciphertext most = filled(modulus, 1);
            List<Ciphertext> all = List.of(random(modulus, random), random(modulus, random), most, filled(modulus, 2),
                filled(modulus, -2), random(modulus, random));
            Ciphertext ring = all.getFirst();
            Ciphertext own = all.getFirst();
            for (Ciphertext next : all.subList(1, all.size())) {
                ring = holder.sum(ring, next);
                own = hub.sum(own, next);
                assertThat(own.toBytes()).isEqualTo(ring.toBytes());
            }
            assertThat(hub.sum(most, most)).isEqualTo(holder.sum(most, most));
            assertThat(seal.sum(all)).as("all at once").isEqualTo(ring);
        }
    }

    @Test
    void theEmbeddedSealAndOurRingGiveEqualBytes() {
        try (Seal first = new EmbeddedSeal(PlainModulus.FIRST); Seal second = new EmbeddedSeal(PlainModulus.SECOND)) {
            agree(List.of(first, second));
        }
    }

    @Test
    void theNativeSealAndOurRingGiveEqualBytes() {
        try (Seal first = new NativeSeal(NativeLibraryHere.orSkip(), PlainModulus.FIRST);
            Seal second = new NativeSeal(NativeLibraryHere.orSkip(), PlainModulus.SECOND)) {
            agree(List.of(first, second));
        }
    }

    @Test
    void refusesAModulusForWhichThereIsNoSeal() {
        Ciphertext one = Ciphertext.of(PlainModulus.SECOND, new long[Ciphertext.WORDS]);
        assertThatThrownBy(() -> new Adder.OfSeal(List.of()).sum(one, one))
            .isInstanceOf(IllegalArgumentException.class);
    }

    /** The hub announces what SEAL added, in states written and read between; a holder's ring gives the same. */
    @Test
    void theHubsAggregateBySealIsWhatHoldersRecomputeByTheRing() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64).withPlainModuli(PlainModulus.FIRST.value(),
            PlainModulus.SECOND.value()), 3);
        JobTerms terms = joint.terms(joint.job(100, 1L << 50, 1));
        assertThat(terms.moduli()).hasSize(2);
        List<Message> contributions = joint.contributions(terms);
        try (Seal first = new EmbeddedSeal(PlainModulus.FIRST); Seal second = new EmbeddedSeal(PlainModulus.SECOND)) {
            Adder seal = new Adder.OfSeal(List.of(first, second));
            Adding hub = Adding.start(terms, joint.key, seal, Party::verify, Joint.OPEN);
            for (Message message : contributions) {
                hub = Adding.restore(terms, joint.key, hub.receive(message, Party::verify, Joint.OPEN).toBytes(),
                    seal, Party::verify, Joint.OPEN);
            }
            Aggregate announced = hub.freeze();
            Adding holder = Adding.recompute(terms, joint.key, announced.statement(), Party::verify,
                Joint.OPEN);
            for (Message message : contributions.reversed()) {
                holder = holder.receive(message, Party::verify, Joint.OPEN);
            }
            assertThat(holder.freeze().toBytes()).isEqualTo(announced.toBytes());
        }
    }
}

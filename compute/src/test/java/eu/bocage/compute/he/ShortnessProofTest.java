package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShortnessProofTest {

    private static final byte[] CONTEXT = {1, 2, 3};

    private final Spectrum a = new Expansion(RingTest.fresh(), "a").uniform();
    private Rlwe.Witness witness;
    private Polynomial c1;
    private byte[] proof;

    @BeforeEach
    void prove() {
        witness = Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "witness"));
        c1 = made(witness);
        proof = ShortnessProof.prove(a, c1, witness, CONTEXT, new Expansion(RingTest.fresh(), "proof"));
    }

    private Polynomial made(Rlwe.Witness from) {
        return a.times(Polynomial.small(from.u()).transform()).transform().plus(Polynomial.small(from.e1()));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault())
            .isEqualTo(Fault.BAD_PROOF);
    }

    @Test
    void holdsForWhatItWasMadeAndNothingElse() {
        assertThat(proof).hasSize(ShortnessProof.BYTES);
        assertThatCode(() -> ShortnessProof.verify(a, c1, CONTEXT, proof)).doesNotThrowAnyException();
        refused(() -> ShortnessProof.verify(a, c1, new byte[] {1, 2, 4}, proof));
        refused(() -> ShortnessProof.verify(a, c1, new byte[0], proof));
        refused(() -> ShortnessProof.verify(a, c1.twice(), CONTEXT, proof));
        refused(() -> ShortnessProof.verify(a.plus(a), c1, CONTEXT, proof));
        refused(() -> ShortnessProof.verify(a, c1.rotate(1), CONTEXT, proof));
        int[] one = new int[Bfv.DEGREE];
        one[9] = 1;
        refused(() -> ShortnessProof.verify(a, c1.plus(Polynomial.small(one)), CONTEXT, proof));
    }

    @Test
    void refusesEveryKindOfAlteredOrHugeAnswer() {
        for (int place : new int[] {0, 19, 31, 32, 5000, 32 + 18_432, proof.length - 1}) {
            byte[] other = proof.clone();
            other[place] ^= 1;
            refused(() -> ShortnessProof.verify(a, c1, CONTEXT, other));
        }
        refused(() -> ShortnessProof.verify(a, c1, CONTEXT, new byte[0]));
        refused(() -> ShortnessProof.verify(a, c1, CONTEXT, Arrays.copyOf(proof, proof.length + 1)));
        refused(() -> ShortnessProof.verify(a, c1, CONTEXT, Arrays.copyOf(proof, proof.length - 1)));
        byte[] huge = proof.clone();
        int[] largest = new int[Bfv.DEGREE];
        Arrays.fill(largest, (1 << 22) - 1);
        ByteBuffer out = ByteBuffer.wrap(huge).position(32 + 18_432);
        Bits.write(out, largest, 23);
        refused(() -> ShortnessProof.verify(a, c1, CONTEXT, huge));
        Arrays.fill(largest, (1 << 22) - 1 - Rlwe.ERROR);
        Bits.write(ByteBuffer.wrap(huge).position(32 + 18_432), largest, 23);
        refused(() -> ShortnessProof.verify(a, c1, CONTEXT, huge));
    }

    @Test
    void isNotMadeForALongSecret() {
        Polynomial delta = c1.plus(Weak.delta(1));
        byte[] wrong = ShortnessProof.prove(a, delta, witness, CONTEXT, new Expansion(RingTest.fresh(), "proof"));
        refused(() -> ShortnessProof.verify(a, delta, CONTEXT, wrong));
    }

    /**
     * Answers do not depend on the witness: for u = 1, e₁ = 21 everywhere and for 0 everywhere, the means of all
     * answers agree within six standard deviations of a uniform law (false alarm below 10^-8). This finds bugs, no
     * more.
     */
    @Test
    void answersForTheLargestAndTheZeroWitnessLookAlike() {
        int[] ones = new int[Bfv.DEGREE];
        int[] errors = new int[Bfv.DEGREE];
        Arrays.fill(ones, 1);
        Arrays.fill(errors, 21);
        for (Rlwe.Witness one : new Rlwe.Witness[] {new Rlwe.Witness(ones, errors, errors),
            new Rlwe.Witness(new int[Bfv.DEGREE], errors, new int[Bfv.DEGREE])}) {
            byte[] made = ShortnessProof.prove(a, made(one), one, CONTEXT, new Expansion(RingTest.fresh(), "proof"));
            ShortnessProof.verify(a, made(one), CONTEXT, made);
            ByteBuffer in = ByteBuffer.wrap(made).position(32);
            double u = 0;
            double e = 0;
            for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
                for (int z : Bits.read(in, 18)) {
                    u += z + 0.5;
                }
                for (int z : Bits.read(in, 23)) {
                    e += z + 0.5;
                }
            }
            double count = ShortnessProof.ROUNDS * Bfv.DEGREE;
            assertThat(Math.abs(u) / count).isLessThan(6 * (1 << 17) / Math.sqrt(3 * count));
            assertThat(Math.abs(e) / count).isLessThan(6 * (1 << 22) / Math.sqrt(3 * count));
        }
    }

    @Test
    void boundsWhatItLeavesOpen() {
        assertThat(ShortnessProof.U_BOUND).isBetween(1_270_000_000L, 1_271_000_000L);
        assertThat(ShortnessProof.E_BOUND).isBetween(40_650_000_000L, 40_660_000_000L);
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Transcripts that are right in everything but one: their equations and their challenges hold, and only the bound, or
 * the field, that each test is about stands in the way.
 */
class ProofTranscriptTest {

    private static final byte[] CONTEXT = {1, 2, 3};
    private static final int U_LEAST = 1 - (1 << ShortnessProof.U_BITS);
    private static final int U_MOST = (1 << ShortnessProof.U_BITS) - 2;
    private static final int E_LEAST = Rlwe.ERROR - (1 << ShortnessProof.E_BITS);
    private static final int E_MOST = (1 << ShortnessProof.E_BITS) - 1 - Rlwe.ERROR;

    private final Spectrum a = new Expansion(RingTest.fresh(), "a").uniform();

    /** What the prover of {@link ShortnessProof} does with masks that it did not draw, and without its checks. */
    private byte[] transcript(Polynomial c1, Rlwe.Witness witness, byte[] context, int[][] u, int[][] e) {
        MessageDigest digest = ShortnessProof.start(a, c1, context);
        for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
            digest.update(a.times(Polynomial.small(u[r]).transform()).transform().plus(Polynomial.small(e[r]))
                .toBytes());
        }
        byte[] seal = digest.digest();
        int[] challenges = ShortnessProof.challenges(seal);
        ByteBuffer out = ByteBuffer.allocate(ShortnessProof.BYTES).put(seal);
        for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
            Bits.write(out, plus(u[r], witness.u(), challenges[r]), ShortnessProof.U_BITS + 1);
            Bits.write(out, plus(e[r], witness.e1(), challenges[r]), ShortnessProof.E_BITS + 1);
        }
        return out.array();
    }

    private static int[] plus(int[] mask, int[] secret, int challenge) {
        int[] answer = mask.clone();
        for (int i = 0; i < Bfv.DEGREE; i++) {
            int to = i + challenge & 2 * Bfv.DEGREE - 1;
            answer[to & Bfv.DEGREE - 1] += to < Bfv.DEGREE ? secret[i] : -secret[i];
        }
        return answer;
    }

    private Polynomial made(Rlwe.Witness from) {
        return a.times(Polynomial.small(from.u()).transform()).transform().plus(Polynomial.small(from.e1()));
    }

    private static Rlwe.Witness witness() {
        return Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "witness"));
    }

    private static Rlwe.Witness zero() {
        return new Rlwe.Witness(new int[Bfv.DEGREE], new int[Bfv.DEGREE], new int[Bfv.DEGREE]);
    }

    /** Masks of a fixed size with random signs, so that their sum of squares is known. */
    private static int[][] masks(int size) {
        int[][] masks = new int[ShortnessProof.ROUNDS][];
        Expansion random = new Expansion(RingTest.fresh(), "masks");
        for (int r = 0; r < masks.length; r++) {
            int[] bits = random.mask(1);
            masks[r] = new int[Bfv.DEGREE];
            Arrays.setAll(masks[r], i -> (bits[i] & 1) == 0 ? size : -size);
        }
        return masks;
    }

    /** The largest size whose square, 8192 times, is below 0.35·n·4^bits. */
    private static int within(int bits) {
        return (int) (0.59 * (1 << bits));
    }

    private void holds(Polynomial c1, byte[] proof) {
        assertThatCode(() -> ShortnessProof.verify(a, c1, CONTEXT, proof)).doesNotThrowAnyException();
    }

    private void refused(Polynomial c1, byte[] context, byte[] proof) {
        assertThatThrownBy(() -> ShortnessProof.verify(a, c1, context, proof)).isInstanceOf(Refusal.class)
            .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.BAD_PROOF);
    }

    /** Every coefficient stays in its range, so only the sum of squares refuses. */
    @Test
    void anAnswerTooLongIsRefusedThoughEachCoefficientFits() {
        Rlwe.Witness witness = witness();
        Polynomial c1 = made(witness);
        int u = within(ShortnessProof.U_BITS);
        int e = within(ShortnessProof.E_BITS);
        holds(c1, transcript(c1, witness, CONTEXT, masks(u), masks(e)));
        int longU = (int) (0.6 * (1 << ShortnessProof.U_BITS));
        int longE = (int) (0.6 * (1 << ShortnessProof.E_BITS));
        assertThat(longU + 1).isLessThan(U_MOST);
        refused(c1, CONTEXT, transcript(c1, witness, CONTEXT, masks(longU), masks(e)));
        refused(c1, CONTEXT, transcript(c1, witness, CONTEXT, masks(u), masks(longE)));
        refused(c1, CONTEXT, transcript(c1, witness, CONTEXT, masks(U_MOST - 1), masks(E_MOST - Rlwe.ERROR)));
        for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
            int[][] one = masks(u);
            one[r] = masks(longU)[r];
            refused(c1, CONTEXT, transcript(c1, witness, CONTEXT, one, masks(e)));
        }
    }

    /** One coefficient just outside, all others small: the sum of squares fits, so only the range refuses. */
    @Test
    void oneCoefficientOutsideItsRangeIsRefusedThoughTheLengthFits() {
        Polynomial c1 = Polynomial.zero();
        for (int place : new int[] {0, 4097, Bfv.DEGREE - 1}) {
            holds(c1, with(place, U_MOST, E_MOST));
            holds(c1, with(place, U_LEAST, E_LEAST));
            refused(c1, CONTEXT, with(place, U_MOST + 1, 0));
            refused(c1, CONTEXT, with(place, U_LEAST - 1, 0));
            refused(c1, CONTEXT, with(place, 0, E_MOST + 1));
            refused(c1, CONTEXT, with(place, 0, E_LEAST - 1));
        }
    }

    /** For the witness 0, whose answers are the masks themselves: small ones, and one as given in each. */
    private byte[] with(int place, int u, int e) {
        int[][] us = masks(3);
        int[][] es = masks(3);
        us[7][place] = u;
        es[2][place] = e;
        return transcript(Polynomial.zero(), zero(), CONTEXT, us, es);
    }

    /** In all ten rounds, in both answers: a proof of which one is somebody else's does not hold. */
    @Test
    void everyRoundIsChecked() {
        Rlwe.Witness witness = witness();
        Polynomial c1 = made(witness);
        byte[] proof = transcript(c1, witness, CONTEXT, masks(1000), masks(1000));
        holds(c1, proof);
        int round = (ShortnessProof.BYTES - 32) / ShortnessProof.ROUNDS;
        for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
            for (int at : new int[] {32 + r * round, 32 + (r + 1) * round - 1 - (1 << 12)}) {
                byte[] other = proof.clone();
                other[at] ^= 1;
                refused(c1, CONTEXT, other);
            }
        }
    }

    /** Whoever could choose c₁ or the context after the challenge could cheat: both are hashed before it. */
    @Test
    void theChallengeDependsOnBaseCiphertextAndContext() {
        Polynomial c1 = made(witness());
        byte[] here = ShortnessProof.start(a, c1, CONTEXT).digest();
        assertThat(ShortnessProof.start(a, c1, CONTEXT).digest()).isEqualTo(here);
        assertThat(ShortnessProof.start(a.plus(a), c1, CONTEXT).digest()).isNotEqualTo(here);
        assertThat(ShortnessProof.start(a, c1.twice(), CONTEXT).digest()).isNotEqualTo(here);
        assertThat(ShortnessProof.start(a, c1, new byte[] {1, 2, 4}).digest()).isNotEqualTo(here);
        byte[] longer = new ByteWriter().raw(CONTEXT).raw(new byte[] {0}).toBytes();
        assertThat(ShortnessProof.start(a, c1, longer).digest()).isNotEqualTo(here);
        int[] seen = new int[2];
        for (int i = 0; i < 40; i++) {
            for (int challenge : ShortnessProof.challenges(RingTest.fresh())) {
                seen[challenge / Bfv.DEGREE]++;
            }
        }
        assertThat(seen).as("both signs, missed once in 10^120").doesNotContain(0);
    }

    /** A proof made for one place of one job does not hold where any one field of what it is bound to differs. */
    @Test
    void aContributionsProofIsBoundToJobContributorPlaceAndCiphertext() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        JobTerms terms = joint.terms(joint.job(10, 1000, 1));
        JobTerms other = joint.terms(joint.job(10, 1001, 1));
        byte[] bytes = HostileBytes.honest();
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        boundTo(Contribution.context(terms, "contributor-0001", 0, bytes), List.of(
            Contribution.context(other, "contributor-0001", 0, bytes),
            Contribution.context(terms, "contributor-0002", 0, bytes),
            Contribution.context(terms, "contributor-0001", 1, bytes),
            Contribution.context(terms, "contributor-0001", 0, changed)));
    }

    @Test
    void aZerosProofIsBoundToAggregateAttemptSetHolderPlaceAndCiphertext() {
        Manifest manifest = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2).key.manifest();
        HolderSet set = HolderSet.of(List.of("holder-1", "holder-2"), manifest);
        byte[] bytes = HostileBytes.honest();
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        Masks.Place place = new Masks.Place("a", 1, set);
        HolderSet elsewhere = HolderSet.of(List.of("holder-1", "holder-3"), manifest);
        boundTo(Masks.context(place, "holder-1", 0, bytes), List.of(
            Masks.context(new Masks.Place("b", 1, set), "holder-1", 0, bytes),
            Masks.context(new Masks.Place("a", 2, set), "holder-1", 0, bytes),
            Masks.context(new Masks.Place("a", 1, elsewhere), "holder-1", 0, bytes),
            Masks.context(place, "holder-2", 0, bytes),
            Masks.context(place, "holder-1", 1, bytes),
            Masks.context(place, "holder-1", 0, changed)));
    }

    private void boundTo(byte[] context, List<byte[]> others) {
        Rlwe.Witness witness = witness();
        Polynomial c1 = made(witness);
        byte[] proof = ShortnessProof.prove(a, c1, witness, context, new Expansion(RingTest.fresh(), "proof"));
        assertThatCode(() -> ShortnessProof.verify(a, c1, context, proof)).doesNotThrowAnyException();
        for (byte[] other : others) {
            assertThat(other).isNotEqualTo(context);
            refused(c1, other, proof);
        }
    }
}

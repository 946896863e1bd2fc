package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Contributors that conspire with the hub. Each attack succeeds where one measure is left out and fails against the
 * protocol. Contributor 3 is the attacker.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContributionAttackTest {

    private static final List<Integer> SET = List.of(1, 3);
    private static final PlainScale SCALE = PlainScale.of(PlainModulus.FIRST);

    private Joint joint;
    private JobTerms terms;
    private List<Message> honest;
    private int[] secret;

    @BeforeAll
    void contribute() {
        joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 3);
        terms = joint.terms(joint.job(100, 60_000, 8));
        honest = joint.contributions(terms).subList(0, 2);
        secret = Weak.small(Weak.secret(joint));
    }

    private Ciphertext sumOfHonest() {
        return Rlwe.sum(Weak.ciphertext(honest.get(0)), Weak.ciphertext(honest.get(1)));
    }

    private void refused(Ciphertext ciphertext, byte[] proof) {
        Message message = Weak.contribution(joint, terms, 2, ciphertext, proof);
        assertThatThrownBy(() -> Adding.start(terms, joint.key, Party::verify, Joint.OPEN)
            .receive(message, Party::verify, Joint.OPEN))
            .isInstanceOf(Refusal.class).satisfies(e -> {
                assertThat(((Refusal) e).fault()).isEqualTo(Fault.BAD_PROOF);
                assertThat(((Refusal) e).culprit()).isEqualTo("contributor-0003");
            });
    }

    private static Polynomial zero() {
        return Polynomial.zero();
    }

    /** F1: (−Σc₀, −Σc₁ + Δ) makes the sum decrypt to the collective key, whatever the smudging. */
    @Test
    void keyExtractionBySumCancellationNeedsAContributionWithoutProof() {
        Ciphertext sum = sumOfHonest();
        Ciphertext attack = Polynomial.ciphertext(PlainModulus.FIRST, zero().minus(Polynomial.part(sum, 0)),
            zero().minus(Polynomial.part(sum, 1)).plus(Weak.delta(1)));
        Polynomial phase = Weak.phase(joint, SET, Rlwe.sum(sum, attack), 29);
        assertThat(Weak.equal(Weak.centred(Joint.SLOTS.getFirst().round(phase.words())), secret))
            .as("without proof: every coefficient of the key").isEqualTo(Bfv.DEGREE);
        refused(attack, Weak.proof(honest.getFirst()));
        refused(attack, new byte[ShortnessProof.BYTES]);
        refused(attack, ownProof());
    }

    private byte[] ownProof() {
        return Weak.proof(joint.contribute(terms, 2));
    }

    /** F2: (0, Δ) and (0, 2^20·Δ) in two jobs give key and sums, though honest sums are unknown but small. */
    @Test
    void keyExtractionByTwoScaledDeltasNeedsContributionsWithoutProof() {
        long t = PlainModulus.FIRST.value();
        Slots slots = Joint.SLOTS.getFirst();
        long[][] opened = new long[2][];
        for (int i = 0; i < 2; i++) {
            Ciphertext attack = Polynomial.ciphertext(PlainModulus.FIRST, zero(), Weak.delta(i == 0 ? 1 : 1 << 20));
            long[] small = new long[Bfv.DEGREE];
            Arrays.setAll(small, slot -> slot * 7L % 100_000);
            Ciphertext sum = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, slots.encode(small),
                Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "test")));
            opened[i] = slots.decode(slots.round(Weak.phase(joint, SET, Rlwe.sum(sum, attack), 29).words()));
            refused(attack, ownProof());
        }
        long[] guess = new long[Bfv.DEGREE];
        for (int slot = 0; slot < Bfv.DEGREE; slot++) {
            BigInteger left = BigInteger.valueOf(opened[0][slot]).shiftLeft(20).subtract(BigInteger.valueOf(
                opened[1][slot])).mod(BigInteger.valueOf(t));
            long first = left.longValueExact() + (1 << 20) - 1 >> 20;
            guess[slot] = Math.floorMod(opened[0][slot] - first, t);
        }
        assertThat(Weak.equal(Weak.centred(slots.encode(guess)), secret)).isEqualTo(Bfv.DEGREE);
    }

    /** Somebody else's ciphertext of another job, handed in again, would be summed where only the attacker is. */
    @Test
    void replayOfAnotherJobOrContributorNeedsAProofThatIsBoundToNeither() {
        JobTerms other = joint.terms(joint.job(101, 60_000, 1));
        Message victim = honest.getFirst();
        Ciphertext copied = Weak.ciphertext(victim);
        byte[] proof = ShortnessProof.prove(joint.key.part().a(), Polynomial.part(copied, 1), witness(0), new byte[0],
            new Expansion(RingTest.fresh(), "test"));
        ShortnessProof.verify(joint.key.part().a(), Polynomial.part(copied, 1), new byte[0], proof);
        Polynomial phase = Weak.phase(joint, SET, copied, 29);
        long[] found = new long[100];
        terms.cells(List.of(Joint.SLOTS.getFirst().decode(Joint.SLOTS.getFirst().round(phase.words()))), 0, found);
        long[] noise = terms.noise().draw(100, joint.seeds.getFirst(), terms.hash());
        for (int i = 0; i < 100; i++) {
            assertThat(found[i] - noise[i]).isEqualTo(joint.cells.getFirst()[i] << terms.noise().scale());
        }
        refused(copied, Weak.proof(victim));
        Message replayed = Weak.contribution(joint, other, 0, copied, Weak.proof(victim));
        assertThatThrownBy(() -> Adding.start(other, joint.key, Party::verify, Joint.OPEN)
            .receive(replayed, Party::verify, Joint.OPEN))
            .isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.BAD_PROOF);
    }

    private Rlwe.Witness witness(int contributor) {
        long[] noisy = terms.noise().draw(100, joint.seeds.get(contributor), terms.hash());
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += joint.cells.get(contributor)[i] << terms.noise().scale();
        }
        return Rlwe.Witness.draw(new Expansion(joint.seeds.get(contributor), "contribution/" + terms.hash() + "/"
            + joint.contributors.get(contributor).id() + "/" + Statement.hash(Rows.toBytes(noisy)) + "/0"));
    }

    /** A contribution derived from the victim's cancels it, so that the sum shows the rest; or doubles it. */
    @Test
    void derivedContributionsNeedAContributionWithoutProof() {
        Ciphertext victim = Weak.ciphertext(honest.getFirst());
        Ciphertext negated = Polynomial.ciphertext(PlainModulus.FIRST, zero().minus(Polynomial.part(victim, 0)),
            zero().minus(Polynomial.part(victim, 1)));
        Ciphertext rotated = Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(victim, 0).rotate(2),
            Polynomial.part(victim, 1).rotate(2));
        Polynomial phase = Weak.phase(joint, SET, Rlwe.sum(sumOfHonest(), negated), 29);
        Polynomial alone = Weak.phase(joint, SET, Weak.ciphertext(honest.get(1)), 29);
        assertThat(Joint.SLOTS.getFirst().round(phase.words()))
            .isEqualTo(Joint.SLOTS.getFirst().round(alone.words()));
        for (Ciphertext derived : List.of(negated, rotated, Rlwe.sum(victim, victim))) {
            refused(derived, Weak.proof(honest.getFirst()));
            refused(derived, ownProof());
        }
    }

    @Test
    void aChangedC0UnderTheSameC1IsRefused() {
        Message own = joint.contribute(terms, 2);
        Ciphertext mine = Weak.ciphertext(own);
        refused(Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(mine, 0).plus(Weak.delta(1)),
            Polynomial.part(mine, 1)), Weak.proof(own));
    }

    /**
     * The proof is relaxed: c₁ = (a·J + J)/2 with J = 1 + X + … + X^(n−1) passes it, because (X^i − X^j)·J is even.
     * Opened as it is, it gives away ((e + s)·J) mod 2; opened twice and halved, nothing.
     */
    @Test
    void parityOfKeyAndErrorLeaksOnlyWhereHalvingIsOmitted() {
        int[] ones = new int[Bfv.DEGREE];
        Arrays.fill(ones, 1);
        Spectrum j = Polynomial.small(ones).transform();
        long[] half = new long[4];
        for (int row = 0; row < 4; row++) {
            half[row] = RingPrime.at(row).inverse(2);
        }
        Polynomial c1 = joint.key.part().a().times(j).plus(j).times(half).transform();
        Polynomial c0 = joint.key.part().p().times(j).times(half).transform();
        Ciphertext attack = Polynomial.ciphertext(PlainModulus.FIRST, c0, c1);
        Message message = Weak.contribution(joint, terms, 2, attack, forge(c1, Contribution.context(terms,
            "contributor-0003", 0, attack.toBytes())));
        Spectrum error = joint.key.part().p().plus(joint.key.part().a().times(Weak.secret(joint)));
        int[] leaked = Weak.small(error.plus(Weak.secret(joint)).times(j));
        long[] single = Joint.SLOTS.getFirst().round(Weak.phase(joint, SET, attack, 29).words());
        for (int i = 0; i < Bfv.DEGREE; i++) {
            assertThat(single[i] != 0).as("without doubling").isEqualTo((leaked[i] & 1) == 1);
        }
        Aggregate aggregate = joint.add(terms, List.of(honest.get(0), honest.get(1), message));
        List<Message> opened = openAgain(aggregate);
        long[] expected = joint.expected(terms);
        long[] own = terms.noise().draw(100, joint.seeds.get(2), terms.hash());
        for (int i = 0; i < expected.length; i++) {
            expected[i] -= own[i] + (joint.cells.get(2)[i] << terms.noise().scale());
        }
        assertThat(joint.combine(terms, aggregate, 1, SET, opened).cells()).isEqualTo(expected);
    }

    /** Answers every challenge though c₁ is not short: z = y + (X^c − 1)·J/2. */
    private byte[] forge(Polynomial c1, byte[] context) {
        Spectrum a = joint.key.part().a();
        Expansion random = new Expansion(RingTest.fresh(), "test");
        MessageDigest digest = ShortnessProof.start(a, c1, context);
        int[][] masks = new int[2 * ShortnessProof.ROUNDS][];
        for (int r = 0; r < ShortnessProof.ROUNDS; r++) {
            masks[2 * r] = random.mask(15);
            masks[2 * r + 1] = random.mask(15);
            digest.update(a.times(Polynomial.small(masks[2 * r]).transform()).transform()
                .plus(Polynomial.small(masks[2 * r + 1])).minus(c1).toBytes());
        }
        byte[] seal = digest.digest();
        int[] challenges = ShortnessProof.challenges(seal);
        ByteBuffer out = ByteBuffer.allocate(ShortnessProof.BYTES).put(seal);
        for (int r = 0; r < 2 * ShortnessProof.ROUNDS; r++) {
            int c = challenges[r / 2];
            for (int i = 0; i < Bfv.DEGREE; i++) {
                boolean minus = c < Bfv.DEGREE ? i < c : i >= c - Bfv.DEGREE;
                masks[r][i] -= minus ? 1 : 0;
            }
            Bits.write(out, masks[r], (r % 2 == 0 ? ShortnessProof.U_BITS : ShortnessProof.E_BITS) + 1);
        }
        return out.array();
    }

    /** A contributor that knows its randomness reads 2^20·s off the noise of an opening, unless smudging drowns it. */
    @Test
    void theKeyStandsInTheNoiseOnlyWhereSmudgingIsSmall() {
        int[] large = new int[Bfv.DEGREE];
        large[0] = 1 << 19;
        Rlwe.Witness witness = new Rlwe.Witness(new int[Bfv.DEGREE], new int[Bfv.DEGREE], large);
        Ciphertext attack = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, new long[Bfv.DEGREE], witness);
        byte[] proof = ShortnessProof.prove(joint.key.part().a(), Polynomial.part(attack, 1), witness,
            Contribution.context(terms, "contributor-0003", 0, attack.toBytes()),
            new Expansion(RingTest.fresh(), "test"));
        Message message = Weak.contribution(joint, terms, 2, attack, proof);
        Aggregate aggregate = joint.add(terms, List.of(honest.get(0), honest.get(1), message));
        JobTerms job = terms;
        List<Message> opened = openAgain(aggregate);
        List<Message> zeros = opened.stream().filter(one -> one.kind().equals(Opening.ZEROS)).toList();
        Ciphertext doubled = Masks.masked(job, aggregate, zeros).getFirst();
        assertThat(Weak.equal(inNoise(Weak.phase(joint, SET, doubled, 10)), secret)).as("smudging of 2^10")
            .isEqualTo(Bfv.DEGREE);
        assertThat(Weak.equal(inNoise(Weak.phase(job, aggregate, opened)), secret)).as("smudging of 2^127")
            .isLessThan(Bfv.DEGREE / 10);
    }

    /** As other holders that have not seen the job before. */
    private List<Message> openAgain(Aggregate aggregate) {
        joint.memories.replaceAll(memory -> new Joint.Memory());
        return joint.open(joint.accepted(terms, aggregate), 1, SET);
    }

    private static int[] inNoise(Polynomial phase) {
        Polynomial rest = phase.minus(SCALE.scale(Joint.SLOTS.getFirst().round(phase.words().clone())));
        int[] found = new int[Bfv.DEGREE];
        for (int i = 0; i < found.length; i++) {
            found[i] = PlainScale.centred(rest, i).add(BigInteger.ONE.shiftLeft(19)).shiftRight(20).intValue();
        }
        return found;
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holders and hub that look at shares. Holder 1 is honest; what is wanted is its share or its noise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningAttackTest {

    private static final List<Integer> FIRST = List.of(1, 4, 5);
    private static final List<Integer> SECOND = List.of(1, 2, 4);

    private Joint joint;
    private JobTerms terms;
    private Aggregate aggregate;
    private Map<Integer, Opening> openings;
    private final List<List<Message>> attempts = new ArrayList<>();

    @BeforeAll
    void openThreeTimes() {
        joint = new Joint(Parameters.Declared.of(3, 5, 60, 64), 2);
        terms = joint.terms(joint.job(64, 1000, 4));
        aggregate = joint.add(terms, joint.contributions(terms));
        openings = joint.accepted(terms, aggregate);
        attempts.add(joint.open(openings, 1, FIRST));
        attempts.add(joint.open(openings, 2, SECOND));
        attempts.add(joint.open(openings, 3, FIRST));
    }

    private Ciphertext opened(int attempt) {
        return Masks.masked(terms, aggregate, attempts.get(attempt - 1).stream()
            .filter(one -> one.kind().equals(Opening.ZEROS)).toList()).getFirst();
    }

    private Polynomial share(int attempt) {
        return new ByteReader(attempts.get(attempt - 1).stream().filter(one -> one.kind().equals(Opening.SHARE)
            && one.sender().equals("holder-1")).findFirst().orElseThrow().payload()).polynomial();
    }

    /** The noise in holder 1's share: what nobody but it knows. */
    private Polynomial noise(int attempt, List<Integer> set) {
        return share(attempt).minus(Weak.bare(joint, 1, set, Polynomial.part(opened(attempt), 1)));
    }

    /** d/(λ·c₁) in the transform, where c₁ has no zero there. */
    private static Spectrum divided(Polynomial share, Spectrum by) {
        long[] words = share.transform().words().clone();
        for (int i = 0; i < words.length; i++) {
            RingPrime prime = RingPrime.at(i / Bfv.DEGREE);
            words[i] = prime.multiply(words[i], prime.inverse(Math.max(1, by.words()[i])));
        }
        return Spectrum.owning(words);
    }

    @Test
    void theKeyShareFallsWithoutSmudging() {
        Polynomial c1 = Polynomial.part(opened(1), 1);
        Spectrum weight = c1.transform().times(HolderKey.lagrange(1, new TreeSet<>(FIRST)));
        assertThat(divided(Weak.bare(joint, 1, FIRST, c1), weight)).isEqualTo(Weak.share(joint, 1));
        assertThat(equal(divided(share(1), weight), Weak.share(joint, 1))).isLessThan(10);
    }

    /** F3: for one ciphertext opened by two sets, 8·d − 5·d′ = 8·e − 5·e′, so e is known modulo 5. */
    @Test
    void smudgingFallsWhereOneCiphertextIsOpenedByTwoSets() {
        Polynomial c1 = Polynomial.part(opened(1), 1);
        Polynomial e = Smudging.draw(RingTest.fresh(), 127);
        Polynomial other = Smudging.draw(RingTest.fresh(), 127);
        Polynomial d = Weak.bare(joint, 1, FIRST, c1).plus(e);
        assertThat(matches(e, combination(d, Weak.bare(joint, 1, SECOND, c1).plus(other)))).isEqualTo(Bfv.DEGREE);
        assertThat(matches(noise(1, FIRST), combination(share(1), share(2)))).as("one in five by chance")
            .isLessThan(Bfv.DEGREE * 3 / 10);
        assertThatThrownBy(() -> openings.get(1).join(1, joint.ids(SECOND), joint.holders.getFirst().office()))
            .isInstanceOf(Refusal.class).extracting(r -> ((Refusal) r).fault()).isEqualTo(Fault.OPENED_ALREADY);
    }

    /** λ for {1,4,5} is 5/3 and for {1,2,4} it is 8/3. */
    private static Polynomial combination(Polynomial d, Polynomial other) {
        return d.transform().times(PublicDealing.constant(8)).minus(other.transform().times(PublicDealing.constant(5)))
            .transform();
    }

    private static int matches(Polynomial noise, Polynomial combined) {
        BigInteger five = BigInteger.valueOf(5);
        int matches = 0;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            BigInteger known = PlainScale.centred(combined, i).multiply(BigInteger.valueOf(2)).mod(five);
            matches += PlainScale.centred(noise, i).mod(five).equals(known) ? 1 : 0;
        }
        return matches;
    }

    /** F4: noise that depends on the ciphertext only cancels between two sets: d − d′ = (λ − λ′)·X·c₁. */
    @Test
    void theKeyShareFallsWhereSmudgingIsReusedAcrossSets() {
        Polynomial c1 = Polynomial.part(opened(1), 1);
        HolderKey key = joint.keys.getFirst();
        String weak = Statement.hash(opened(1).toBytes());
        Spectrum weight = c1.transform().times(HolderKey.lagrange(1, new TreeSet<>(FIRST)))
            .minus(c1.transform().times(HolderKey.lagrange(1, new TreeSet<>(SECOND))));
        assertThat(divided(key.open(c1, new TreeSet<>(FIRST), weak).minus(key.open(c1, new TreeSet<>(SECOND), weak)),
            weight)).isEqualTo(Weak.share(joint, 1));
        Polynomial one = key.open(c1, new TreeSet<>(FIRST), context(FIRST));
        Polynomial two = key.open(c1, new TreeSet<>(SECOND), context(SECOND));
        assertThat(one).as("the share that left").isEqualTo(share(1));
        assertThat(equal(divided(one.minus(two), weight), Weak.share(joint, 1))).isLessThan(10);
    }

    private String context(List<Integer> set) {
        return Opening.context(terms, new Masks.Place(aggregate.hash(), 1, HolderSet.of(joint.ids(set),
            joint.key.manifest())), 0, opened(1));
    }

    private static int equal(Spectrum left, Spectrum right) {
        int equal = 0;
        for (int i = 0; i < left.words().length; i++) {
            equal += left.words()[i] == right.words()[i] ? 1 : 0;
        }
        return equal;
    }

    /**
     * F5: an aggregate of conspirators alone, opened three times by {1, 4, 5}. They know every (u, e₁) in the opened
     * c₁ but holder 1's zero, so three of them give Σ z·d = Σ z·e on holder 1's noise for short z = u × e₁ where it
     * adds none; on its real shares the relation needs what holder 1 alone knows.
     */
    @Test
    void relationsOnSmudgingFallOutWhereHoldersAddNothingOfTheirOwn() {
        Joint attacked = new Joint(Parameters.Declared.of(3, 5, 60, 64), 2);
        JobTerms job = attacked.terms(attacked.job(64, 1000, 3));
        List<Rlwe.Witness> contributed = new ArrayList<>();
        List<Message> contributions = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            contributed.add(Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "attacker")));
            contributions.add(Weak.contribution(attacked, job, i, contributed.get(i)));
        }
        Aggregate sum = attacked.add(job, contributions);
        Map<Integer, Opening> states = attacked.accepted(job, sum);
        List<Rlwe.Witness> known = new ArrayList<>();
        List<Rlwe.Witness> all = new ArrayList<>();
        List<Polynomial> real = new ArrayList<>();
        List<Polynomial> realNoise = new ArrayList<>();
        List<Polynomial> weak = new ArrayList<>();
        List<Polynomial> weakNoise = new ArrayList<>();
        for (int attempt = 1; attempt <= 3; attempt++) {
            List<Message> messages = attacked.open(states, attempt, FIRST);
            List<Rlwe.Witness> zeros = new ArrayList<>(contributed);
            zeros.addAll(List.of(zero(attacked, sum, attempt, 4), zero(attacked, sum, attempt, 5)));
            known.add(doubled(zeros));
            zeros.add(zero(attacked, sum, attempt, 1));
            all.add(doubled(zeros));
            List<Message> masks = messages.stream().filter(one -> one.kind().equals(Opening.ZEROS)).toList();
            Polynomial c1 = Polynomial.part(Masks.masked(job, sum, masks).getFirst(), 1);
            assertThat(c1).as("the opened one is made of these").isEqualTo(attacked.key.part().a().times(
                Polynomial.small(all.getLast().u()).transform()).transform().plus(Polynomial.small(all.getLast()
                    .e1())));
            real.add(new ByteReader(messages.stream().filter(one -> one.kind().equals(Opening.SHARE)
                && one.sender().equals("holder-1")).findFirst().orElseThrow().payload()).polynomial());
            realNoise.add(real.getLast().minus(Weak.bare(attacked, 1, FIRST, c1)));
            Polynomial bare = Polynomial.part(Masks.masked(job, sum, masks.stream().filter(one -> !one.sender()
                .equals("holder-1")).toList()).getFirst(), 1);
            weakNoise.add(Smudging.draw(RingTest.fresh(), 127));
            weak.add(Weak.bare(attacked, 1, FIRST, bare).plus(weakNoise.getLast()));
        }
        assertThat(combined(known, weak)).as("without holder 1's own zero").isEqualTo(combined(known, weakNoise));
        assertThat(equal(combined(known, real).transform(), combined(known, realNoise).transform())).isLessThan(10);
        assertThat(combined(all, real)).as("with what holder 1 alone knows").isEqualTo(combined(all, realNoise));
    }

    private static Rlwe.Witness zero(Joint joint, Aggregate sum, int attempt, int point) {
        return Rlwe.Witness.draw(new Expansion(joint.keys.get(point - 1).derive("zeros/" + sum.hash() + "/" + attempt
            + "/1,4,5"), "zero/0"));
    }

    private static Rlwe.Witness doubled(List<Rlwe.Witness> parts) {
        int[] u = new int[Bfv.DEGREE];
        int[] e1 = new int[Bfv.DEGREE];
        for (Rlwe.Witness part : parts) {
            Arrays.setAll(u, i -> u[i] + 2 * part.u()[i]);
            Arrays.setAll(e1, i -> e1[i] + 2 * part.e1()[i]);
        }
        return new Rlwe.Witness(u, new int[Bfv.DEGREE], e1);
    }

    /** Σ z_k·d_k, where z_k = (u, e₁)_(k+1) × (u, e₁)_(k+2). */
    private static Polynomial combined(List<Rlwe.Witness> known, List<Polynomial> shares) {
        Polynomial sum = Polynomial.zero();
        for (int k = 0; k < 3; k++) {
            Spectrum z = cross(known.get((k + 1) % 3), known.get((k + 2) % 3));
            sum = sum.plus(z.times(shares.get(k).transform()).transform());
        }
        return sum;
    }

    private static Spectrum cross(Rlwe.Witness one, Rlwe.Witness two) {
        return Polynomial.small(one.u()).transform().times(Polynomial.small(two.e1()).transform())
            .minus(Polynomial.small(two.u()).transform().times(Polynomial.small(one.e1()).transform()));
    }

    /** F6: an encoded amount on one holder's share shifts one cell and disturbs no check. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"2,4,true", "3,7,true", "2,3,false", "3,5,false"})
    void aLyingHolderIsFoundByAVerifiedOpeningAndOtherwiseTheReceiptSaysNothingIsVerified(int threshold, int holders,
            boolean verifiable) {
        Parameters.Declared declared = Parameters.Declared.of(threshold, holders, 60, 64);
        declared = holders == 3 ? declared.everyHolderAccepts() : declared;
        Joint liars = new Joint(verifiable ? declared.opensTwice() : declared, 2);
        JobTerms job = liars.terms(liars.job(50, 10_000, 2));
        Aggregate sum = liars.add(job, liars.contributions(job));
        Map<Integer, Opening> states = liars.accepted(job, sum);
        List<Integer> set = JointSumTest.sets(threshold, holders).getFirst();
        List<Message> messages = liars.open(states, 1, set);
        long[] lie = new long[50];
        lie[5] = 1000;
        Polynomial shift = PlainScale.of(PlainModulus.FIRST).scale(Joint.SLOTS.getFirst().encode(
            job.slots(new long[] {0, 0, 0, 0, 0, 2000}, 0, PlainModulus.FIRST)));
        messages.replaceAll(message -> message.kind().equals(Opening.SHARE) && message.sender().equals("holder-2")
            ? Message.of(liars.holders.get(1)::sign, "holder-2", Opening.SHARE, message.statement().fields(),
                new ByteReader(message.payload()).polynomial().plus(shift).toBytes()) : message);
        Opened shifted = liars.opened(job, sum, 1, set, messages);
        if (shifted instanceof Result alone) {
            long[] expected = liars.expected(job);
            expected[5] += lie[5];
            assertThat(alone.cells()).as("passes residual, zero slots and range").isEqualTo(expected);
            assertThat(alone.record().verified()).isFalse();
            assertThat(verifiable).isFalse();
        } else {
            assertThat(verifiable).isTrue();
            List<Integer> disjoint = JointSumTest.sets(threshold, holders).stream()
                .filter(other -> other.stream().noneMatch(set::contains)).findFirst().orElseThrow();
            Opened second = liars.opened(job, sum, 2, disjoint, liars.open(states, 2, disjoint));
            assertThatThrownBy(() -> ((Unconfirmed) shifted).confirmedBy((Unconfirmed) second))
                .isInstanceOf(Refusal.class).extracting(r -> ((Refusal) r).fault()).isEqualTo(Fault.DIFFERENT_OPENINGS);
        }
    }

    @Test
    void aWrongShareIsFoundByTheNoiseBound() {
        List<Message> messages = new ArrayList<>(attempts.getFirst());
        messages.replaceAll(message -> {
            if (!message.kind().equals(Opening.SHARE) || !message.sender().equals("holder-4")) {
                return message;
            }
            long[] words = new ByteReader(message.payload()).polynomial().words().clone();
            words[77] = RingPrime.at(0).add(words[77], 1);
            return Message.of(joint.holders.get(3)::sign, "holder-4", Opening.SHARE, message.statement().fields(),
                Polynomial.owning(words).toBytes());
        });
        assertThatThrownBy(() -> joint.combine(terms, aggregate, 1, FIRST, messages)).isInstanceOf(Refusal.class)
            .extracting(r -> ((Refusal) r).fault()).isEqualTo(Fault.NOISE_TOO_LARGE);
    }
}

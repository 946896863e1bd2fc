package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JointSumTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"2,3", "2,4", "3,5"})
    void isExactToTheBitForEverySetOfHolders(int threshold, int holders) {
        Parameters.Declared declared = Parameters.Declared.of(threshold, holders, 60, 64);
        Joint joint = new Joint(holders == 3 ? declared.everyHolderAccepts() : declared, 3);
        List<List<Integer>> sets = sets(threshold, holders);
        JobTerms terms = joint.terms(joint.job(4096, 1_000_000, sets.size()));
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        long[] expected = joint.expected(terms);
        for (int i = 0; i < sets.size(); i++) {
            List<Message> messages = joint.open(openings, i + 1, sets.get(i));
            Result result = joint.combine(terms, aggregate, i + 1, sets.get(i), messages);
            assertThat(result.cells()).as("%s", sets.get(i)).isEqualTo(expected);
            assertThat(result.record().residual().bitLength()).isBetween(125, 130);
        }
    }

    /** Whole openings by three sets; then the shares of all 35 on one ciphertext, as no holder would give them. */
    @Test
    void isExactToTheBitForEverySetOfThreeOfSeven() {
        Joint joint = new Joint(Parameters.Declared.of(3, 7, 60, 64), 3);
        JobTerms terms = joint.terms(joint.job(4096, 1_000_000, 3));
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        long[] expected = joint.expected(terms);
        List<Message> messages = List.of();
        List<List<Integer>> whole = List.of(List.of(1, 2, 3), List.of(2, 4, 6), List.of(5, 6, 7));
        for (int i = 0; i < whole.size(); i++) {
            messages = joint.open(openings, i + 1, whole.get(i));
            assertThat(joint.combine(terms, aggregate, i + 1, whole.get(i), messages).cells()).isEqualTo(expected);
        }
        Ciphertext opened = Masks.masked(terms, aggregate, messages.stream()
            .filter(one -> one.kind().equals(Opening.ZEROS)).toList()).getFirst();
        List<List<Integer>> sets = sets(3, 7);
        assertThat(sets).hasSize(35);
        Slots slots = Joint.SLOTS.getFirst();
        PlainScale scale = PlainScale.of(PlainModulus.FIRST);
        for (List<Integer> set : sets) {
            Polynomial phase = Polynomial.part(opened, 0);
            for (int point : set) {
                phase = phase.plus(joint.keys.get(point - 1).open(Polynomial.part(opened, 1), new TreeSet<>(set),
                    "set " + set));
            }
            long[] doubled = slots.round(phase.words());
            assertThat(scale.residual(phase, doubled))
                .isLessThanOrEqualTo(joint.key.manifest().parameters().noiseBound());
            long[] cells = new long[4096];
            terms.cells(List.of(slots.decode(scale.halve(doubled))), 0, cells);
            assertThat(cells).as("%s", set).isEqualTo(expected);
        }
    }

    @Test
    void carriesLargeRangesOverTwoModuliAndManyBlocks() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64).withPlainModuli(PlainModulus.FIRST.value(),
            PlainModulus.SECOND.value()).opensTwice(), 2);
        JobTerms terms = joint.terms(joint.job(9_000, 1L << 50, 2));
        assertThat(terms.moduli()).hasSize(2);
        assertThat(terms.blocks()).isEqualTo(2);
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        Unconfirmed first = (Unconfirmed) joint.opened(terms, aggregate, 1, List.of(1, 4), joint.open(openings, 1,
            List.of(1, 4)));
        Unconfirmed second = (Unconfirmed) joint.opened(terms, aggregate, 2, List.of(2, 3), joint.open(openings, 2,
            List.of(2, 3)));
        Result result = first.confirmedBy(second);
        assertThat(result.cells()).isEqualTo(joint.expected(terms));
        assertThat(result.verified()).isTrue();
        assertThat(result.record().sets()).containsExactly(first.holders(), second.holders());
    }

    @Test
    void wrapsNowhereUpToTheDeclaredRange() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        long most = (PlainModulus.FIRST.value() - 1) / 4 - 1000;
        JobTerms terms = joint.terms(joint.job(3, most, 1));
        assertThat(terms.noise().scale()).isZero();
        joint.cells.add(new long[] {most, -most, 0});
        joint.cells.add(new long[] {most, -most, 0});
        Aggregate aggregate = joint.add(terms, List.of(joint.contribute(terms, 0), joint.contribute(terms, 1)));
        List<Message> messages = joint.open(joint.accepted(terms, aggregate), 1, List.of(1, 2));
        assertThat(joint.combine(terms, aggregate, 1, List.of(1, 2), messages).cells())
            .isEqualTo(joint.expected(terms));
        assertThatThrownBy(() -> joint.terms(joint.job(3, most + 1000, 1)))
            .hasMessageContaining("the sum could exceed what the key can carry");
    }

    /** As many as the key allows, each cell as large as fits: the sum is ±(T − 1)/2 or less than 60 from it. */
    @Test
    void holdsTheMostContributorsAtTheLargestCells() {
        Joint joint = new Joint(Parameters.Declared.of(3, 5, 60, 64), 2);
        long t = PlainModulus.FIRST.value();
        long most = (t - 1) / 2 / 60;
        Slots slots = Joint.SLOTS.getFirst();
        long[] cells = new long[Bfv.DEGREE];
        long[] expected = new long[Bfv.DEGREE];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i % 2 == 0 ? most : t - most;
            expected[i] = i % 2 == 0 ? 60 * most : t - 60 * most;
        }
        assertThat((t - 1) / 2 - 60 * most).isBetween(0L, 59L);
        long[] message = slots.encode(cells);
        Ciphertext sum = null;
        for (int i = 0; i < 60; i++) {
            Ciphertext one = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, message, Rlwe.Witness.draw(
                new Expansion(RingTest.fresh(), "test")));
            sum = sum == null ? one : Rlwe.sum(sum, one);
        }
        Ciphertext doubled = Rlwe.sum(sum, sum);
        Polynomial phase = Polynomial.part(doubled, 0);
        for (int point : List.of(2, 3, 5)) {
            phase = phase.plus(joint.keys.get(point - 1).open(Polynomial.part(doubled, 1), new TreeSet<>(Set.of(2, 3,
                5)), "test"));
        }
        long[] opened = slots.round(phase.words());
        assertThat(slots.decode(PlainScale.of(PlainModulus.FIRST).halve(opened))).isEqualTo(expected);
        assertThat(PlainScale.of(PlainModulus.FIRST).residual(phase, opened))
            .isLessThanOrEqualTo(joint.key.manifest().parameters().noiseBound());
    }

    /** A holder that is gone: another set opens on a fresh ciphertext. */
    @Test
    void opensWithOthersAfterAHolderDropsOut() {
        Joint joint = new Joint(Parameters.Declared.of(3, 5, 60, 64), 2);
        JobTerms terms = joint.terms(joint.job(10, 1000, 2));
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        Step<Opening> alone = openings.get(1).join(1, joint.ids(List.of(1, 2, 3)), joint.holders.getFirst().office());
        openings.put(1, alone.state());
        List<Message> messages = joint.open(openings, 2, List.of(1, 4, 5));
        assertThat(joint.combine(terms, aggregate, 2, List.of(1, 4, 5), messages).cells())
            .isEqualTo(joint.expected(terms));
    }

    static List<List<Integer>> sets(int threshold, int holders) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int bits = 0; bits < 1 << holders; bits++) {
            if (Integer.bitCount(bits) == threshold) {
                List<Integer> set = new ArrayList<>();
                for (int point = 1; point <= holders; point++) {
                    if ((bits >> point - 1 & 1) == 1) {
                        set.add(point);
                    }
                }
                sets.add(set);
            }
        }
        return sets;
    }
}

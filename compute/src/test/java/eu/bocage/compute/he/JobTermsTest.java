package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobTermsTest {

    private static void refused(String field, Joint joint, Job job) {
        assertThatThrownBy(() -> joint.terms(job)).isInstanceOf(InvalidInput.class)
            .satisfies(e -> assertThat(((InvalidInput) e).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo(field)));
    }

    @Test
    void countEveryAttemptAsOftenAsCorruptHoldersCanSplitIt() {
        Joint few = new Joint(Parameters.Declared.of(3, 5, 60, 14), 2);
        assertThat(few.terms(few.job(10, 1000, 3)).openings()).isEqualTo(3 * 3 + 5);
        refused("attempts", few, few.job(10, 1000, 4));
        Joint many = new Joint(Parameters.Declared.of(3, 5, 60, 1493).withPlainModuli(PlainModulus.FIRST.value(),
            PlainModulus.SECOND.value()), 2);
        assertThat(many.terms(many.job(1_000_000, 1L << 50, 2)).openings()).isEqualTo(2 * 124 * 2 * 3 + 5);
        refused("attempts", many, many.job(1_000_000, 1L << 50, 3));
        refused("attempts", many, many.job(10, 1000, 0));
        Joint twice = new Joint(Parameters.Declared.of(2, 4, 60, 64).opensTwice(), 2);
        refused("attempts", twice, twice.job(10, 1000, 1));
        assertThat(twice.terms(twice.job(10, 1000, 2)).openings()).isEqualTo(2 * 3 + 4);
    }

    /** One corrupt holder of four opens one attempt with each of the three honest ones: as often as is counted. */
    @Test
    void countOneAttemptThatIsOpenedByThreeSetsAtOnce() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        JobTerms terms = joint.terms(joint.job(10, 1000, 1));
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        Map<Integer, Opening> accepted = joint.accepted(terms, aggregate);
        List<Message> shares = new ArrayList<>();
        for (int honest = 1; honest <= 3; honest++) {
            Map<Integer, Opening> openings = new TreeMap<>(accepted);
            openings.put(4, Opening.resume(joint.keys.get(3), terms, new Joint.Memory(), accepted.get(4).toBytes(),
                Party::verify, Joint.OPEN).state());
            List<Integer> set = List.of(honest, 4);
            List<Message> messages = joint.open(openings, 1, set);
            assertThat(joint.combine(terms, aggregate, 1, set, messages).cells()).isEqualTo(joint.expected(terms));
            String name = "holder-" + honest;
            messages.stream().filter(one -> one.kind().equals(Opening.SHARE) && one.sender().equals(name))
                .forEach(shares::add);
        }
        assertThat(shares.stream().map(one -> one.statement().text("opened")).distinct()).hasSize(3);
        assertThat(terms.openings()).isEqualTo(shares.size() + 4);
    }

    @Test
    void areOfTheKeyThatTheJobNamesAlone() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        Joint wider = new Joint(Parameters.Declared.of(2, 4, 60, 4096), 2);
        refused("key", wider, joint.job(10, 1000, 1));
        assertThat(joint.terms(joint.job(10, 1000, 1)).parameters()).isEqualTo(joint.key.manifest().parameters());
    }

    private static void beyond(JobTerms terms, BigInteger value) {
        assertThatThrownBy(() -> opened(terms, value)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(Fault.OUT_OF_RANGE);
            assertThat(refusal.culprit()).isEmpty();
        });
    }

    /** The first cell of a block whose slots are all zero but its own. */
    private static long opened(JobTerms terms, BigInteger value) {
        List<long[]> slots = terms.moduli().stream().map(modulus -> Arrays.stream(terms.slots(new long[] {1}, 0,
            modulus)).map(one -> one * value.mod(BigInteger.valueOf(modulus.value())).longValueExact()).toArray())
            .toList();
        long[] cells = new long[terms.job().cells()];
        terms.cells(slots, 0, cells);
        return cells[0];
    }

    /** The widest range there is in one modulus, and one in two: its ends are read, those of the wrap refused. */
    @Test
    void readCellsToTheEndsOfTheRangeAndNoneAtTheEndsOfTheWrap() {
        Joint one = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        BigInteger wrap = BigInteger.valueOf((PlainModulus.FIRST.value() - 1) / 2);
        BigInteger tail = one.job(1, 1, 1).noise().tail(2);
        assertThat(one.job(1, 1, 1).noise().scale()).isZero();
        long widest = wrap.subtract(BigInteger.ONE).subtract(tail).shiftRight(1).longValueExact();
        refused("bound", one, one.job(1, widest + 1, 1));
        Joint two = new Joint(Parameters.Declared.of(2, 4, 60, 64).withPlainModuli(PlainModulus.FIRST.value(),
            PlainModulus.SECOND.value()), 2);
        BigInteger both = BigInteger.valueOf(PlainModulus.FIRST.value()).multiply(BigInteger.valueOf(
            PlainModulus.SECOND.value())).shiftRight(1);
        ends(one.terms(one.job(1, widest, 1)), 1, wrap);
        ends(two.terms(two.job(1, 1L << 60, 1)), 2, both);
        assertThat(wrap.subtract(one.terms(one.job(1, widest, 1)).resultLimit()).intValueExact()).isBetween(1, 2);
    }

    private static void ends(JobTerms terms, int moduli, BigInteger wrap) {
        assertThat(terms.moduli()).hasSize(moduli);
        BigInteger limit = terms.resultLimit();
        assertThat(opened(terms, limit)).isEqualTo(limit.longValueExact());
        assertThat(opened(terms, limit.negate())).isEqualTo(-limit.longValueExact());
        for (BigInteger value : List.of(limit.add(BigInteger.ONE), wrap)) {
            beyond(terms, value);
            beyond(terms, value.negate());
        }
    }

    private static Job invites(Joint joint, int people, int idLength) {
        List<Member> members = IntStream.range(0, people).mapToObj(i -> new Member(String.format("%0" + idLength
            + "d", i), joint.requester.member().signingKey(), "")).toList();
        return new Job("job", joint.key.hash(), "query", "latest", 10, 1000, 2, 24_400, 2, 0, 2, members,
            joint.requester.member(), "decision", "2026-06-30T00:00:00Z", 1);
    }

    @Test
    void stopAtAMillionCellsAndTenThousandContributorsThatFitOneStatement() {
        Joint joint = new Joint(Parameters.Declared.of(3, 5, 10_000, 512), 2);
        assertThat(joint.terms(joint.job(1_000_000, 1000, 1)).blocks()).isEqualTo(124);
        refused("cells", joint, joint.job(1_000_001, 1000, 1));
        Job full = invites(joint, 10_000, 80);
        JobTerms terms = joint.terms(full);
        TreeMap<String, String> all = new TreeMap<>();
        full.contributors().forEach(one -> all.put(one.id(), terms.hash()));
        assertThat(Statement.parse(full.statement().bytes())).isEqualTo(full.statement());
        Statement aggregate = Aggregate.statement(terms.hash(), all, terms.hash());
        assertThat(Statement.parse(aggregate.bytes())).isEqualTo(aggregate);
        refused("contributors", joint, invites(joint, 10_001, 80));
        refused("contributors", joint, invites(joint, 10_000, 400));
    }
}

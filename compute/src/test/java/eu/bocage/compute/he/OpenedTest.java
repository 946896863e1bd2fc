package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How an opening is put together: checks before a result is one, and what its record says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenedTest {

    private static final List<Integer> SET = List.of(1, 2);

    private Joint joint;
    private JobTerms terms;
    private Aggregate aggregate;
    private List<Message> sent;
    private Message honest;

    @BeforeAll
    void open() {
        joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 3);
        Job job = joint.job(20, 1000, 3);
        terms = joint.terms(new Job(job.id(), job.key(), job.query(), job.dataVersions(), job.cells(), job.bound(),
            job.sensitivitySquared(), job.microRho(), 1, 1, 2, job.contributors(), job.requester(), job.decision(),
            job.deadline(), job.attempts()));
        List<Message> contributions = joint.contributions(terms);
        honest = contributions.getFirst();
        aggregate = joint.add(terms, contributions.subList(0, 2));
        sent = joint.open(joint.accepted(terms, aggregate), 1, SET);
    }

    private static Refusal refused(Fault fault, String culprit, ThrowingCallable call) {
        List<Refusal> found = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(fault);
            assertThat(refusal.culprit()).isEqualTo(culprit);
            found.add(refusal);
        });
        return found.getFirst();
    }

    private Result combine(List<Message> messages) {
        return joint.combine(terms, aggregate, 1, SET, messages);
    }

    private Message of(String kind, int point) {
        return sent.stream().filter(one -> one.kind().equals(kind) && one.sender().equals("holder-" + point))
            .findFirst().orElseThrow();
    }

    /** Holder 2's share with as much in one slot as makes the opened slot off by {@code amount}. */
    private Message shifted(int slot, long amount) {
        Polynomial shift = encoded(slot, 2 * amount);
        Message share = of(Opening.SHARE, 2);
        return Message.of(joint.holders.get(1)::sign, "holder-2", Opening.SHARE, share.statement().fields(),
            new ByteReader(share.payload()).polynomial().plus(shift).toBytes());
    }

    private static Polynomial encoded(int slot, long amount) {
        long[] slots = new long[Bfv.DEGREE];
        slots[slot] = Math.floorMod(amount, PlainModulus.FIRST.value());
        return PlainScale.of(PlainModulus.FIRST).scale(Joint.SLOTS.getFirst().encode(slots));
    }

    private List<Message> instead(Message changed) {
        List<Message> messages = new ArrayList<>(sent);
        messages.replaceAll(one -> one.kind().equals(changed.kind()) && one.sender().equals(changed.sender()) ? changed
            : one);
        return messages;
    }

    /** Where the cells of a full block stand, by slot, from 1; 0 in the 64 that are reserved. */
    private int[] places() {
        long[] numbers = new long[JobTerms.BLOCK];
        Arrays.setAll(numbers, i -> i + 1);
        return Arrays.stream(terms.slots(numbers, 0, PlainModulus.FIRST)).mapToInt(value -> (int) value).toArray();
    }

    private int slotOf(int number) {
        int[] places = places();
        return IntStream.range(0, places.length).filter(slot -> places[slot] == number).findFirst().orElseThrow();
    }

    /** One that is reserved; the first and the last that no cell of this job uses. */
    @Test
    void aSlotThatHasToStayZeroIsLookedAt() {
        for (int slot : List.of(slotOf(0), slotOf(terms.job().cells() + 1), slotOf(JobTerms.BLOCK))) {
            for (long amount : List.of(1L, -1L, 1_000_000L)) {
                refused(Fault.ZERO_SLOT_DISTURBED, "", () -> combine(instead(shifted(slot, amount))));
            }
        }
    }

    @Test
    void aCellBeyondTheDeclaredRangeIsNoResult() {
        int at = slotOf(7);
        long right = combine(sent).cells()[6];
        long limit = terms.resultLimit().longValueExact();
        assertThat(combine(instead(shifted(at, limit - right))).cells()[6]).isEqualTo(limit);
        assertThat(combine(instead(shifted(at, -limit - right))).cells()[6]).isEqualTo(-limit);
        refused(Fault.OUT_OF_RANGE, "", () -> combine(instead(shifted(at, limit - right + 1))));
        refused(Fault.OUT_OF_RANGE, "", () -> combine(instead(shifted(at, -limit - right - 1))));
    }

    /** e₀ of 2^130 in one coefficient, a slot that is not zero, a cell too large: c₁ and its proof are right. */
    @Test
    void aContributorWithARightProofCanStopTheResultAndIsNotNamed() {
        long[] large = new long[Polynomial.WORDS];
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            large[row * Bfv.DEGREE] = BigInteger.ONE.shiftLeft(130).mod(BigInteger.valueOf(Bfv.prime(row)))
                .longValueExact();
        }
        Map<Fault, Polynomial> added = Map.of(Fault.NOISE_TOO_LARGE, Polynomial.owning(large),
            Fault.ZERO_SLOT_DISTURBED, encoded(slotOf(0), 1),
            Fault.OUT_OF_RANGE, encoded(slotOf(7), 2 * terms.resultLimit().longValueExact()));
        added.forEach((fault, wrong) -> {
            Message contribution = Weak.contribution(joint, terms, 2, Rlwe.Witness.draw(new Expansion(RingTest.fresh(),
                "attacker")), wrong);
            Aggregate sum = joint.add(terms, List.of(honest, contribution));
            joint.memories.replaceAll(memory -> new Joint.Memory());
            List<Message> messages = joint.open(joint.accepted(terms, sum), 1, SET);
            refused(fault, "", () -> joint.combine(terms, sum, 1, SET, messages));
            assertThat(fault.english()).contains("a decryption share or a contribution is wrong");
            assertThat(fault.french()).contains("une part de déchiffrement ou une contribution est fausse");
        });
    }

    /** Anybody can put rubbish under a holder's name on the table: what it did sign is found all the same. */
    @Test
    void forgedDuplicatesDoNoHarm() {
        for (String kind : List.of(Opening.ZEROS, Opening.SHARE)) {
            Message right = of(kind, 2);
            Message forged = Message.of(joint.holders.get(2)::sign, "holder-2", kind, right.statement().fields(),
                right.payload());
            Message swapped = new Message(right.statement(), new byte[3], right.signature());
            List<Message> messages = new ArrayList<>(List.of(forged, swapped, right));
            messages.addAll(sent);
            messages.add(forged);
            assertThat(combine(messages).cells()).isEqualTo(combine(sent).cells());
            List<Message> without = new ArrayList<>(instead(forged));
            refused(Fault.BAD_SIGNATURE, "", () -> combine(without));
            without.removeIf(one -> one.kind().equals(kind) && one.sender().equals("holder-2"));
            refused(Fault.OUT_OF_TURN, "", () -> combine(without));
        }
    }

    @Test
    void twoSharesThatOneHolderSignedAreEvidenceAgainstIt() {
        Message second = shifted(0, 5);
        List<Message> messages = new ArrayList<>(sent);
        messages.add(second);
        assertThat(refused(Fault.CONTRADICTION, "holder-2", () -> combine(messages)).evidence())
            .containsExactly(of(Opening.SHARE, 2), second);
    }

    /** Holder 1's share is right, but another zero of holder 2 lies beside it: nobody can tell whose doing that is. */
    @Test
    void sharesOfAnotherCiphertextNameNobody() {
        Message zeros = of(Opening.ZEROS, 2);
        byte[] payload = new ByteWriter().raw(of(Opening.ZEROS, 1).payload()).toBytes();
        Message other = Message.of(joint.holders.get(1)::sign, "holder-2", Opening.ZEROS, zeros.statement().fields(),
            payload);
        refused(Fault.DIFFERENT_CIPHERTEXT, "", () -> combine(instead(other)));
    }

    @Test
    void isOfTheJobAndKeyAtHand() {
        JobTerms later = joint.terms(joint.job(21, 1000, 3));
        refused(Fault.WRONG_JOB, "", () -> joint.combine(later, aggregate, 1, SET, sent));
        Joint elsewhere = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        refused(Fault.WRONG_KEY, "", () -> elsewhere.combine(terms, aggregate, 1, SET, sent));
    }

    @Test
    void theRecordSaysWhatTheReceiptNeeds() {
        Result result = combine(sent);
        OpeningRecord record = result.record();
        assertThat(record.aggregate()).isEqualTo(aggregate.hash());
        assertThat(record.sets()).containsExactly(List.of("holder-1", "holder-2"));
        assertThat(record.verified()).isFalse();
        assertThat(record.openings()).isEqualTo(3 * 3 + 4);
        assertThat(record.hiding()).isEqualTo(joint.key.manifest().parameters().hiding(13))
            .isGreaterThanOrEqualTo(joint.key.manifest().parameters().hiding());
        assertThat(record.hidingOfHonestNoise()).isGreaterThan(record.hiding());
        assertThat(record.contributions()).isEqualTo(2);
        assertThat(record.absent()).containsExactly("contributor-0003");
        assertThat(record.honest()).isEqualTo(1);
        assertThat(record.colluders()).isEqualTo(1);
        assertThat(record.microRho()).isEqualTo(24_400);
        assertThat(record.variance()).isEqualTo(terms.noise().variance());
        assertThat(record.excess()).isEqualTo(2.0);
        assertThat(record.deviation()).isCloseTo(Math.sqrt(2 * 2 / (2 * 0.0244)), within(1e-9));
        assertThat(record.result()).isEqualTo(Statement.hash(Rows.toBytes(result.cells())));
        assertThat(record.residual().bitLength()).isBetween(125, 128);
        assertThat(List.of(OpeningRecord.LEVEL, OpeningRecord.STATUS)).containsExactly("L3", "experimental");
    }

    /** Where the key asks for two openings, one shows no cell, whichever way it is asked. */
    @Test
    void oneOpeningIsNoResultWhereTheKeyAsksForTwo() {
        Joint asks = new Joint(Parameters.Declared.of(2, 4, 60, 64).opensTwice(), 2);
        JobTerms job = asks.terms(asks.job(20, 1000, 3));
        List<Message> contributions = asks.contributions(job);
        Aggregate sum = asks.add(job, contributions);
        Map<Integer, Opening> openings = asks.accepted(job, sum);
        Unconfirmed first = unconfirmed(asks, job, sum, openings, 1, List.of(1, 2));
        Unconfirmed overlapping = unconfirmed(asks, job, sum, openings, 2, List.of(2, 3));
        Unconfirmed second = unconfirmed(asks, job, sum, openings, 3, List.of(3, 4));
        refused(Fault.WRONG_SET, "", () -> first.confirmedBy(first));
        refused(Fault.WRONG_SET, "", () -> first.confirmedBy(overlapping));
        Result result = first.confirmedBy(second);
        assertThat(result.cells()).isEqualTo(asks.expected(job));
        assertThat(result.record().verified()).isTrue();
        assertThat(result.record().sets()).containsExactly(List.of("holder-1", "holder-2"), List.of("holder-3",
            "holder-4"));
        assertThat(Arrays.stream(Unconfirmed.class.getMethods()).filter(method -> method.getDeclaringClass()
            == Unconfirmed.class).map(java.lang.reflect.Method::getName)).containsExactlyInAnyOrder("aggregate",
                "holders", "confirmedBy");
    }

    private static Unconfirmed unconfirmed(Joint joint, JobTerms terms, Aggregate sum, Map<Integer, Opening> openings,
            int attempt, List<Integer> set) {
        Opened opened = joint.opened(terms, sum, attempt, set, joint.open(openings, attempt, set));
        assertThat(opened).isInstanceOf(Unconfirmed.class);
        return (Unconfirmed) opened;
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a holder keeps before it speaks, and a stored state that somebody changed. Holder 1 is honest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningStateTest {

    private static final List<Integer> SET = List.of(1, 2);

    private Joint joint;
    private JobTerms terms;
    private Aggregate aggregate;
    private Aggregate other;

    @BeforeAll
    void add() {
        joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 3);
        Job job = joint.job(20, 1000, 3);
        terms = joint.terms(new Job(job.id(), job.key(), job.query(), job.dataVersions(), job.cells(), job.bound(),
            job.sensitivitySquared(), job.microRho(), 2, 0, 2, job.contributors(), job.requester(), job.decision(),
            job.deadline(), job.attempts()));
        List<Message> contributions = joint.contributions(terms);
        aggregate = joint.add(terms, contributions);
        other = joint.add(terms, contributions.subList(0, 2));
    }

    @BeforeEach
    void forget() {
        joint.memories.replaceAll(memory -> new Joint.Memory());
    }

    private static void refused(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(fault);
    }

    private Office office(int point) {
        return joint.holders.get(point - 1).office();
    }

    private Step<Opening> accept(Aggregate sum, HolderMemory memory) {
        return Opening.accept(joint.keys.getFirst(), terms, joint.signed(terms), sum, memory, Joint.OPEN, office(1));
    }

    private Opening resume(byte[] state) {
        return Opening.resume(joint.keys.getFirst(), terms, joint.memories.getFirst(), state, Party::verify, Joint.OPEN)
            .state();
    }

    private static byte[] state(Aggregate sum, List<Message> heard) {
        ByteWriter out = new ByteWriter().bytes(sum.toBytes()).number(heard.size());
        heard.forEach(message -> out.bytes(message.toBytes()));
        return out.toBytes();
    }

    private Message say(int point, String kind, Map<String, String> fields, byte[] payload) {
        return Message.of(joint.holders.get(point - 1)::sign, "holder-" + point, kind, fields, payload);
    }

    private Message acceptOf(int point, Aggregate sum) {
        return say(point, Opening.ACCEPT, Map.of("aggregate", sum.hash()), new byte[0]);
    }

    private static Message of(List<Message> messages, String kind, int point) {
        return messages.stream().filter(one -> one.kind().equals(kind) && one.sender().equals("holder-" + point))
            .findFirst().orElseThrow();
    }

    @Test
    void keepsSetAndCiphertextWhenItHasGivenAShare() {
        List<Message> messages = joint.open(joint.accepted(terms, aggregate), 1, SET);
        String opened = of(messages, Opening.SHARE, 1).statement().text("opened");
        Joint.Memory memory = joint.memories.getFirst();
        assertThat(memory.kept("key/" + joint.key.hash())).isEqualTo(terms.hash());
        assertThat(memory.kept("aggregate/" + terms.hash())).isEqualTo(aggregate.hash());
        assertThat(memory.kept("attempt/" + aggregate.hash() + "/1")).isEqualTo("1,2");
        assertThat(memory.kept("opened/" + aggregate.hash() + "/1")).isEqualTo(opened);
        assertThat(memory.kept("agreed/" + aggregate.hash() + "/1")).isEqualTo(of(messages, Opening.AGREE, 1)
            .statement().hash());
        assertThat(memory.kept("ciphertext/" + opened)).isEqualTo("1,2");
    }

    /** A row that memory has otherwise, since another process wrote it: no share leaves without it. */
    @ParameterizedTest
    @ValueSource(strings = {"attempt/", "opened/", "agreed/", "ciphertext/"})
    void givesNoShareWhereARowHasAnotherValue(String row) {
        boolean[] taken = new boolean[1];
        HolderMemory real = joint.memories.getFirst();
        HolderMemory memory = (name, value) -> !(taken[0] && name.startsWith(row)) && real.remember(name, value);
        Opening one = accept(aggregate, memory).state();
        for (int point : List.of(2, 3)) {
            one = one.receive(acceptOf(point, aggregate), office(1)).state();
        }
        joint.memories.set(0, new Joint.Memory());
        List<Message> messages = joint.open(joint.accepted(terms, aggregate), 1, SET);
        one = one.join(1, joint.ids(SET), office(1)).state();
        one = one.receive(of(messages, Opening.ZEROS, 2), office(1)).state();
        taken[0] = true;
        Opening ready = one;
        refused(Fault.OPENED_ALREADY, () -> ready.receive(of(messages, Opening.AGREE, 2), office(1)));
        taken[0] = false;
        assertThat(ready.receive(of(messages, Opening.AGREE, 2), office(1)).messages())
            .containsExactly(of(messages, Opening.SHARE, 1));
    }

    /** A lost state and a co-holder that shows another zero now: what was signed once is not signed otherwise. */
    @Test
    void agreesToOneCiphertextOfAnAttemptThoughTheStateIsRolledBack() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        byte[] before = openings.get(1).join(1, joint.ids(SET), office(1)).state().toBytes();
        List<Message> messages = joint.open(openings, 1, SET);
        byte[] twisted = joint.keys.get(1).toBytes();
        twisted[twisted.length - Polynomial.BYTES - 1] ^= 1;
        Message otherZeros = Opening.resume(HolderKey.parse(twisted), terms, new Joint.Memory(),
            state(aggregate, List.of(acceptOf(1, aggregate), acceptOf(2, aggregate), acceptOf(3, aggregate))),
            Party::verify, Joint.OPEN).state().join(1, joint.ids(SET), office(2)).messages().getFirst();
        assertThat(otherZeros).isNotEqualTo(of(messages, Opening.ZEROS, 2));
        Opening back = resume(before);
        refused(Fault.OPENED_ALREADY, () -> back.receive(otherZeros, office(1)));
        assertThat(back.receive(of(messages, Opening.ZEROS, 2), office(1)).messages())
            .containsExactly(of(messages, Opening.AGREE, 1));
    }

    /** The same zero under a second proof: the same ciphertext, but what would be signed about it is another word. */
    @Test
    void agreesToOneProofOfAZeroThoughTheStateIsRolledBack() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        byte[] before = openings.get(1).join(1, joint.ids(SET), office(1)).state().toBytes();
        List<Message> messages = joint.open(openings, 1, SET);
        Message zeros = of(messages, Opening.ZEROS, 2);
        Message agreed = of(messages, Opening.AGREE, 1);
        Message again = provenAgain(zeros);
        assertThat(Arrays.copyOf(again.payload(), Ciphertext.BYTES))
            .isEqualTo(Arrays.copyOf(zeros.payload(), Ciphertext.BYTES));
        Message otherwise = Opening.resume(joint.keys.getFirst(), terms, new Joint.Memory(), before, Party::verify,
            Joint.OPEN).state().receive(again, office(1)).messages().getFirst();
        assertThat(otherwise.kind()).as("with another memory").isEqualTo(Opening.AGREE);
        assertThat(otherwise.statement().text("opened")).isEqualTo(agreed.statement().text("opened"));
        assertThat(otherwise.statement()).as("evidence against it").isNotEqualTo(agreed.statement());
        Opening back = resume(before);
        refused(Fault.OPENED_ALREADY, () -> back.receive(again, office(1)));
        assertThat(back.receive(zeros, office(1)).messages()).containsExactly(agreed);
    }

    /** Holder 2's own zero of the first attempt, proven once more. */
    private Message provenAgain(Message zeros) {
        Masks.Place place = new Masks.Place(aggregate.hash(), 1, HolderSet.of(joint.ids(SET), joint.key.manifest()));
        Rlwe.Witness witness = Rlwe.Witness.draw(new Expansion(joint.keys.get(1).derive("zeros/" + aggregate.hash()
            + "/1/" + place.set().text()), "zero/0"));
        Ciphertext zero = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, new long[Bfv.DEGREE], witness);
        byte[] proof = ShortnessProof.prove(joint.key.part().a(), Polynomial.part(zero, 1), witness,
            Masks.context(place, "holder-2", 0, zero.toBytes()), new Expansion(RingTest.fresh(), "again"));
        return say(2, Opening.ZEROS, zeros.statement().fields(), new ByteWriter().raw(zero.toBytes()).raw(proof)
            .toBytes());
    }

    @Test
    void aStoredAggregateNamesEachContributorOnceAndAModulusThatThereIs() {
        assertThat(Aggregate.restore(aggregate.toBytes()).toBytes()).isEqualTo(aggregate.toBytes());
        int modulus = aggregate.toBytes().length - Ciphertext.BYTES - 1;
        for (int wrong : List.of(2, 3, 128, 255)) {
            byte[] bytes = aggregate.toBytes();
            bytes[modulus] = (byte) wrong;
            refused(Fault.MALFORMED, () -> Aggregate.restore(bytes));
        }
        byte[] negative = aggregate.toBytes();
        negative[modulus - 3] = -128;
        refused(Fault.MALFORMED, () -> Aggregate.restore(negative));
        byte[] twice = new ByteWriter().text(terms.hash()).number(2).text("contributor-0001").text("00")
            .text("contributor-0001").text("11").number(0).toBytes();
        refused(Fault.MALFORMED, () -> Aggregate.restore(twice));
        byte[] neither = new ByteWriter().number(2).bytes(aggregate.toBytes()).toBytes();
        refused(Fault.MALFORMED, () -> Adding.restore(terms, joint.key, neither, Party::verify, Joint.OPEN));
    }

    @Test
    void aStoredStateOpensNoAggregateThatThisHolderDidNotAccept() {
        Opening mine = accept(aggregate, joint.memories.getFirst()).state();
        assertThat(resume(mine.toBytes()).toBytes()).isEqualTo(mine.toBytes());
        refused(Fault.OTHER_AGGREGATE, () -> resume(state(other, List.of(acceptOf(1, aggregate)))));
        refused(Fault.MALFORMED, () -> resume(state(other, List.of())));
        refused(Fault.MALFORMED, () -> resume(state(other, List.of(acceptOf(2, other), acceptOf(3, other)))));
        refused(Fault.BAD_SIGNATURE, () -> resume(state(other, List.of(Message.of(joint.holders.get(1)::sign,
            "holder-1", Opening.ACCEPT, Map.of("aggregate", other.hash()), new byte[0])))));
        byte[] elsewhere = accept(other, new Joint.Memory()).state().toBytes();
        refused(Fault.OTHER_AGGREGATE, () -> resume(elsewhere));
        joint.memories.set(0, new Joint.Memory());
        joint.memories.getFirst().remember("key/" + joint.key.hash(), "another job");
        refused(Fault.KEY_USED, () -> resume(mine.toBytes()));
    }

    @Test
    void aStoredStateIsOfTheJobAndItsKey() {
        byte[] state = accept(aggregate, joint.memories.getFirst()).state().toBytes();
        Joint elsewhere = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        refused(Fault.WRONG_KEY, () -> Opening.resume(elsewhere.keys.getFirst(), terms, new Joint.Memory(), state,
            Party::verify, Joint.OPEN));
        JobTerms later = joint.terms(joint.job(21, 1000, 3));
        refused(Fault.WRONG_JOB, () -> Opening.resume(joint.keys.getFirst(), later, new Joint.Memory(), state,
            Party::verify, Joint.OPEN));
    }

    @Test
    void aStoredStateCountsNoQuorumThatIsNotSigned() {
        Message mine = acceptOf(1, aggregate);
        Message forged = Message.of(joint.holders.get(1)::sign, "holder-3", Opening.ACCEPT, Map.of("aggregate",
            aggregate.hash()), new byte[0]);
        refused(Fault.BAD_SIGNATURE, () -> resume(state(aggregate, List.of(mine, forged))));
        refused(Fault.MALFORMED, () -> resume(state(aggregate, List.of(mine, acceptOf(2, aggregate), acceptOf(2,
            aggregate)))));
        refused(Fault.UNKNOWN_SENDER, () -> resume(state(aggregate, List.of(mine, Message.of(new Party("x")::sign, "x",
            Opening.ACCEPT, Map.of("aggregate", aggregate.hash()), new byte[0])))));
        refused(Fault.OTHER_AGGREGATE, () -> resume(state(aggregate, List.of(mine, acceptOf(2, other)))));
        Opening two = resume(state(aggregate, List.of(mine, acceptOf(2, aggregate))));
        refused(Fault.NO_QUORUM, () -> two.join(1, joint.ids(SET), office(1)));
    }

    @Test
    void aStoredStateHoldsNoZeroWithoutItsProofAndNoForeignShare() {
        List<Message> messages = joint.open(joint.accepted(terms, aggregate), 1, SET);
        List<Message> accepts = List.of(acceptOf(1, aggregate), acceptOf(2, aggregate), acceptOf(3, aggregate));
        Message zeros = of(messages, Opening.ZEROS, 2);
        byte[] payload = zeros.payload().clone();
        payload[Ciphertext.BYTES + 40] ^= 1;
        refused(Fault.BAD_PROOF, () -> resume(state(aggregate, with(accepts, say(2, Opening.ZEROS, zeros.statement()
            .fields(), payload)))));
        refused(Fault.OUT_OF_TURN, () -> resume(state(aggregate, with(accepts, of(messages, Opening.SHARE, 2)))));
        Message share = of(messages, Opening.SHARE, 1);
        TreeMap<String, String> fields = new TreeMap<>(share.statement().fields());
        fields.put("opened", "another");
        Message otherShare = say(1, Opening.SHARE, fields, share.payload());
        refused(Fault.OPENED_ALREADY, () -> resume(state(aggregate, with(accepts, otherShare))));
        assertThat(Opening.resume(joint.keys.getFirst(), terms, joint.memories.getFirst(), state(aggregate,
            with(accepts, share)), Party::verify, Joint.OPEN).messages()).containsExactly(accepts.getFirst(), share);
    }

    private static List<Message> with(List<Message> messages, Message one) {
        List<Message> more = new ArrayList<>(messages);
        more.add(one);
        return more;
    }

    /** However the aggregate came about: accept and resume look at it again. */
    @Test
    void anAggregateIsOfEnoughOfTheRosterAndOfAllCiphertexts() {
        TreeMap<String, String> one = new TreeMap<>(aggregate.entries().headMap("contributor-0002"));
        TreeMap<String, String> stranger = new TreeMap<>(aggregate.entries());
        stranger.put("stranger", "00");
        Ciphertext sum = aggregate.sums().getFirst();
        Map<Aggregate, Fault> wrong = Map.of(
            new Aggregate(terms.hash(), one, aggregate.sums()), Fault.TOO_FEW,
            new Aggregate(terms.hash(), stranger, aggregate.sums()), Fault.NOT_INVITED,
            new Aggregate(terms.hash(), aggregate.entries(), List.of()), Fault.DIFFERENT_SUM,
            new Aggregate(terms.hash(), aggregate.entries(), List.of(sum, sum)), Fault.DIFFERENT_SUM,
            new Aggregate(terms.hash(), aggregate.entries(), List.of(Ciphertext.owning(PlainModulus.SECOND,
                sum.words()))), Fault.DIFFERENT_SUM,
            new Aggregate("another", aggregate.entries(), aggregate.sums()), Fault.WRONG_JOB);
        wrong.forEach((sums, fault) -> {
            refused(fault, () -> accept(sums, joint.memories.getFirst()));
            refused(fault, () -> resume(state(sums, List.of(acceptOf(1, sums)))));
        });
        byte[] adding = new ByteWriter().number(0).bytes(new Aggregate(terms.hash(), stranger, aggregate.sums())
            .toBytes()).toBytes();
        refused(Fault.NOT_INVITED, () -> Adding.restore(terms, joint.key, adding, Party::verify, Joint.OPEN));
        byte[] cut = Arrays.copyOf(adding, adding.length - 1);
        refused(Fault.MALFORMED, () -> Adding.restore(terms, joint.key, cut, Party::verify, Joint.OPEN));
    }
}

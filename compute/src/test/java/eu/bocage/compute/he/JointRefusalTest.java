package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What hub, holders and contributors are refused, each by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JointRefusalTest {

    private Joint joint;
    private JobTerms terms;
    private List<Message> contributions;
    private Aggregate aggregate;
    private Message signed;

    @BeforeAll
    void contribute() {
        joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 3);
        terms = joint.terms(joint.job(20, 1000, 3));
        contributions = joint.contributions(terms);
        aggregate = joint.add(terms, contributions);
        signed = joint.signed(terms);
    }

    @BeforeEach
    void forget() {
        joint.memories.replaceAll(memory -> new Joint.Memory());
    }

    private static void refused(Fault fault, ThrowingCallable call) {
        refused(fault, "", call);
    }

    private static void refused(Fault fault, String culprit, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(fault);
            assertThat(refusal.culprit()).isEqualTo(culprit);
        });
    }

    private Adding adding() {
        return Adding.start(terms, joint.key, Party::verify, Joint.OPEN);
    }

    private Message altered(int place, int xor) {
        byte[] payload = contributions.getFirst().payload().clone();
        payload[place] ^= (byte) xor;
        return resigned(payload, Map.of());
    }

    private Message resigned(byte[] payload, Map<String, String> changed) {
        TreeMap<String, String> fields = new TreeMap<>(contributions.getFirst().statement().fields());
        fields.putAll(changed);
        return Message.of(joint.contributors.getFirst()::sign, "contributor-0001", Contribution.KIND, fields, payload);
    }

    private void refusedByAdding(Fault fault, String culprit, Message message) {
        refused(fault, culprit, () -> adding().receive(message, Party::verify, Joint.OPEN));
    }

    @Test
    void malformedContributions() {
        String signer = "contributor-0001";
        refusedByAdding(Fault.MALFORMED, signer, altered(3, 4));
        refusedByAdding(Fault.MALFORMED, signer, altered(20, 1));
        refusedByAdding(Fault.MALFORMED, signer, altered(48, 1));
        refusedByAdding(Fault.MALFORMED, signer, altered(49, 1));
        refusedByAdding(Fault.MALFORMED, signer, altered(120, 0xFF));
        byte[] payload = contributions.getFirst().payload();
        refusedByAdding(Fault.MALFORMED, signer, resigned(Arrays.copyOf(payload, payload.length - 1), Map.of()));
        refusedByAdding(Fault.MALFORMED, signer, resigned(Arrays.copyOf(payload, payload.length + 1), Map.of()));
        refusedByAdding(Fault.BAD_PROOF, signer, altered(113, 1));
        refusedByAdding(Fault.WRONG_JOB, "", resigned(payload, Map.of("job", "other")));
        refusedByAdding(Fault.WRONG_JOB, signer, resigned(payload, Map.of("variance", "1/1")));
    }

    @Test
    void strangersForgeriesAndDuplicates() {
        Message first = contributions.getFirst();
        Party stranger = new Party("stranger");
        refusedByAdding(Fault.NOT_INVITED, "", Message.of(stranger::sign, "stranger", Contribution.KIND, Map.of("job",
            terms.hash()), first.payload()));
        refusedByAdding(Fault.BAD_SIGNATURE, "", Message.of(stranger::sign, "contributor-0001", Contribution.KIND,
            first.statement().fields(), first.payload()));
        Adding one = adding().receive(first, Party::verify, Joint.OPEN);
        refused(Fault.DUPLICATE, () -> one.receive(first, Party::verify, Joint.OPEN));
        refused(Fault.NOT_AGREED, () -> adding().receive(first, Party::verify, gate(true, false)));
        refused(Fault.TOO_FEW, one::freeze);
    }

    private static Gate gate(boolean permits, boolean agreed) {
        return new Facts("2026-06-01", permits, agreed);
    }

    private Adding recompute(Statement announced) {
        return Adding.recompute(terms, joint.key, announced, Party::verify, Joint.OPEN);
    }

    @Test
    void aSumThatIsNotTheAnnouncedOne() {
        Adding recomputed = recompute(aggregate.statement());
        for (Message message : contributions) {
            recomputed = recomputed.receive(message, Party::verify, Joint.OPEN);
        }
        assertThat(recomputed.freeze().hash()).isEqualTo(aggregate.hash());
        TreeMap<String, String> fields = new TreeMap<>(aggregate.statement().fields());
        fields.put("sums", "00");
        Adding other = Adding.restore(terms, joint.key, recomputed.toBytes(), Party::verify, Joint.OPEN);
        assertThat(other.freeze().hash()).isEqualTo(aggregate.hash());
        Adding wrong = recompute(new Statement("aggregate", fields));
        for (Message message : contributions) {
            wrong = wrong.receive(message, Party::verify, Joint.OPEN);
        }
        refused(Fault.DIFFERENT_SUM, wrong::freeze);
        fields.remove("in/contributor-0001");
        refused(Fault.DIFFERENT_SUM, () -> recompute(new Statement("aggregate", fields))
            .receive(contributions.getFirst(), Party::verify, Joint.OPEN));
    }

    private Step<Opening> accept(int point, JobTerms job, Message request, Aggregate sum, Gate gate) {
        return Opening.accept(joint.keys.get(point - 1), job, request, sum, joint.memories.get(point - 1), gate,
            joint.holders.get(point - 1).office());
    }

    @Test
    void aSecondAggregateOrJobUnderOneKey() {
        accept(1, terms, signed, aggregate, Joint.OPEN);
        Job smaller = new Job(terms.job().id(), joint.key.hash(), "query", "latest", 20, 1000, 2, 24_400, 2, 0, 2,
            terms.job().contributors(), joint.requester.member(), "decision", "2026-06-30T00:00:00Z", 3);
        JobTerms loose = joint.terms(smaller);
        joint.cells.clear();
        List<Message> again = joint.contributions(loose);
        Aggregate two = joint.add(loose, again.subList(0, 2));
        refused(Fault.KEY_USED, () -> accept(1, loose, smaller.sign(joint.requester::sign), two, Joint.OPEN));
        accept(2, loose, smaller.sign(joint.requester::sign), two, Joint.OPEN);
        refused(Fault.OTHER_AGGREGATE, () -> accept(2, loose, smaller.sign(joint.requester::sign),
            joint.add(loose, again), Joint.OPEN));
        accept(1, terms, signed, aggregate, Joint.OPEN);
    }

    @Test
    void jobsThatAreNotSignedPermittedOrOfThisKey() {
        refused(Fault.BAD_SIGNATURE, () -> accept(1, terms, terms.job().sign(new Party("x")::sign), aggregate,
            Joint.OPEN));
        JobTerms other = joint.terms(joint.job(21, 1000, 3));
        refused(Fault.WRONG_JOB, () -> accept(1, terms, other.job().sign(joint.requester::sign), aggregate,
            Joint.OPEN));
        refused(Fault.WRONG_JOB, () -> accept(1, other, other.job().sign(joint.requester::sign), aggregate,
            Joint.OPEN));
        refused(Fault.NOT_PERMITTED, () -> accept(1, terms, signed, aggregate, gate(false, true)));
        Joint elsewhere = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        refused(Fault.WRONG_KEY, () -> Opening.accept(elsewhere.keys.getFirst(), terms, signed, aggregate,
            new Joint.Memory(), Joint.OPEN, joint.holders.getFirst().office()));
        refused(Fault.WRONG_KEY, () -> Adding.start(terms, elsewhere.key, Party::verify, Joint.OPEN));
        assertThat(joint.memories.getFirst().remember("key/" + joint.key.hash(), "free")).isTrue();
    }

    @Test
    void openingsWithoutAQuorumOrByNoProperSet() {
        Office office = joint.holders.getFirst().office();
        Opening alone = accept(1, terms, signed, aggregate, Joint.OPEN).state();
        refused(Fault.NO_QUORUM, () -> alone.join(1, List.of("holder-1", "holder-2"), office));
        Message second = accept(2, terms, signed, aggregate, Joint.OPEN).messages().getFirst();
        Opening two = alone.receive(second, office).state().receive(second, office).state();
        refused(Fault.NO_QUORUM, () -> two.join(1, List.of("holder-1", "holder-2"), office));
        Message third = accept(3, terms, signed, aggregate, Joint.OPEN).messages().getFirst();
        Opening ready = two.receive(third, office).state();
        refused(Fault.WRONG_SET, () -> ready.join(1, List.of("holder-1"), office));
        refused(Fault.WRONG_SET, () -> ready.join(1, List.of("holder-1", "holder-1"), office));
        refused(Fault.WRONG_SET, () -> ready.join(1, List.of("holder-1", "holder-2", "holder-3"), office));
        refused(Fault.WRONG_SET, () -> ready.join(1, List.of("holder-2", "holder-3"), office));
        refused(Fault.UNKNOWN_SENDER, () -> ready.join(1, List.of("holder-1", "stranger"), office));
        refused(Fault.ALLOWANCE_SPENT, () -> ready.join(4, List.of("holder-1", "holder-2"), office));
        ready.join(1, List.of("holder-1", "holder-2"), office);
        refused(Fault.OPENED_ALREADY, () -> ready.join(1, List.of("holder-1", "holder-3"), office));
        Message foreign = Message.of(joint.holders.get(3)::sign, "holder-4", Opening.ACCEPT, Map.of("aggregate",
            "other"), new byte[0]);
        refused(Fault.OTHER_AGGREGATE, () -> ready.receive(foreign, office));
    }

    /** A member of the set that shows each of the others another encryption of zero. */
    @Test
    void sharesWhereTheSetDoesNotOpenTheSameCiphertext() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        List<String> set = List.of("holder-1", "holder-2");
        Office one = joint.holders.get(0).office();
        Office two = joint.holders.get(1).office();
        Step<Opening> first = openings.get(1).join(1, set, one);
        Step<Opening> second = openings.get(2).join(1, set, two);
        HolderKey twisted = HolderKey.parse(joint.keys.get(1).toBytes());
        byte[] bytes = twisted.toBytes();
        bytes[bytes.length - Polynomial.BYTES - 1] ^= 1;
        Step<Opening> other = Opening.resume(HolderKey.parse(bytes), terms, new Joint.Memory(),
            openings.get(2).toBytes(), Party::verify, Joint.OPEN).state().join(1, set, two);
        Step<Opening> heard = first.state().receive(other.messages().getFirst(), one);
        assertThat(heard.messages()).extracting(Message::kind).containsExactly(Opening.AGREE);
        Step<Opening> honest = second.state().receive(first.messages().getFirst(), two);
        assertThatThrownBy(() -> heard.state().receive(honest.messages().getFirst(), one))
            .isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.fault()).isEqualTo(Fault.DIFFERENT_CIPHERTEXT);
                assertThat(refusal.culprit()).as("it could be any of the set").isEmpty();
            });
        assertThatThrownBy(() -> heard.state().receive(second.messages().getFirst(), one))
            .isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.fault()).isEqualTo(Fault.CONTRADICTION);
                assertThat(refusal.culprit()).isEqualTo("holder-2");
                assertThat(refusal.evidence()).containsExactly(other.messages().getFirst(),
                    second.messages().getFirst()).allSatisfy(said -> said.check(joint.holders.get(1).member(),
                        Party::verify));
            });
        Message unproven = second.messages().getFirst();
        byte[] payload = unproven.payload().clone();
        payload[Ciphertext.BYTES + 40] ^= 1;
        Message altered = Message.of(joint.holders.get(1)::sign, "holder-2", Opening.ZEROS,
            unproven.statement().fields(), payload);
        refused(Fault.BAD_PROOF, "holder-2", () -> first.state().receive(altered, one));
    }

    /** Whoever is not in the set may hear all of it and still says nothing. */
    @Test
    void sharesOfAHolderOutsideTheSet() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        List<Message> sent = joint.open(openings, 1, List.of(1, 2));
        Opening outside = openings.get(4);
        for (Message message : sent) {
            if (!message.kind().equals(Opening.SHARE)) {
                Step<Opening> step = outside.receive(message, joint.holders.get(3).office());
                assertThat(step.messages()).isEmpty();
                outside = step.state();
            }
        }
        Opening told = outside;
        refused(Fault.OUT_OF_TURN, () -> told.receive(sent.getLast(), joint.holders.get(3).office()));
        refused(Fault.WRONG_SET, () -> joint.keys.get(3).open(Polynomial.zero(), Set.of(1, 2), "context"));
    }

    /** A crash after every message and a rollback of the state: what leaves is the same bytes. */
    @Test
    void nothingElseAfterACrash() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        byte[] before = openings.get(1).toBytes();
        Map<Integer, Opening> kept = new TreeMap<>(openings);
        List<Message> sent = joint.open(kept, 1, List.of(1, 2));
        Map<Integer, Opening> back = new TreeMap<>(openings);
        back.put(1, Opening.resume(joint.keys.get(0), terms, joint.memories.get(0), before, Party::verify,
            Joint.OPEN).state());
        List<Message> again = joint.open(back, 1, List.of(1, 2));
        assertThat(again).containsExactlyInAnyOrderElementsOf(sent);
        List<Message> resent = new ArrayList<>(Opening.resume(joint.keys.get(0), terms, joint.memories.get(0),
            kept.get(1).toBytes(), Party::verify, Joint.OPEN).messages());
        assertThat(sent).containsAll(resent.stream().filter(one -> !one.kind().equals(Opening.ACCEPT)).toList());
        assertThat(resent).extracting(Message::kind).contains(Opening.SHARE, Opening.ZEROS, Opening.AGREE);
        HolderKey destroyed = HolderKey.parse(joint.keys.get(0).toBytes());
        destroyed.destroy();
        Opening dead = Opening.resume(destroyed, terms, joint.memories.get(0), before, Party::verify,
            Joint.OPEN).state();
        refused(Fault.KEY_DESTROYED, () -> dead.join(2, List.of("holder-1", "holder-2"),
            joint.holders.getFirst().office()));
    }

    /** Of another attempt, set, aggregate or signer; of another ciphertext; too long. */
    @Test
    void sharesThatAreNotOfTheOpening() {
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        List<Message> sent = joint.open(openings, 1, List.of(1, 2));
        List<Message> later = joint.open(openings, 2, List.of(1, 2));
        List<Integer> set = List.of(1, 2);
        refused(Fault.OUT_OF_TURN, () -> joint.combine(terms, aggregate, 2, set, sent));
        refused(Fault.OUT_OF_TURN, () -> joint.combine(terms, aggregate, 1, List.of(1, 3), sent));
        refused(Fault.OUT_OF_TURN, () -> joint.combine(terms, aggregate, 1, set, later));
        Message share = sent.stream().filter(one -> one.kind().equals(Opening.SHARE)).findFirst().orElseThrow();
        refused(Fault.DIFFERENT_CIPHERTEXT, () -> joint.combine(terms, aggregate, 1, set, changed(sent, share, "opened",
            "other", share.payload())));
        refused(Fault.OUT_OF_TURN, () -> joint.combine(terms, aggregate, 1, set, changed(sent, share, "aggregate",
            "another", share.payload())));
        refused(Fault.MALFORMED, share.sender(), () -> joint.combine(terms, aggregate, 1, set, changed(sent, share,
            "attempt", "1", Arrays.copyOf(share.payload(), share.payload().length + 1))));
        List<Message> forged = new ArrayList<>(sent);
        forged.replaceAll(one -> one.equals(share) ? new Message(share.statement(), share.payload(), new byte[64])
            : one);
        refused(Fault.BAD_SIGNATURE, () -> joint.combine(terms, aggregate, 1, set, forged));
        assertThat(joint.combine(terms, aggregate, 1, set, sent).holders()).containsExactly("holder-1", "holder-2");
    }

    /** The same holders opened under an older key: what they said then, and those shares under new words. */
    @Test
    void sharesUnderAnOldManifest() {
        Joint old = new Joint(joint.key.manifest().parameters(), 2, "an older epoch", joint.holders);
        JobTerms before = old.terms(old.job(20, 1000, 1));
        Aggregate sum = old.add(before, old.contributions(before));
        List<Integer> set = List.of(1, 2);
        List<Message> then = old.open(old.accepted(before, sum), 1, set);
        assertThat(old.combine(before, sum, 1, set, then).cells()).isEqualTo(old.expected(before));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        List<Message> sent = joint.open(openings, 1, set);
        for (String kind : List.of(Opening.ZEROS, Opening.SHARE)) {
            List<Message> mixed = new ArrayList<>(sent);
            mixed.removeIf(one -> one.kind().equals(kind) && one.sender().equals("holder-1"));
            mixed.addAll(then);
            refused(Fault.OUT_OF_TURN, () -> joint.combine(terms, aggregate, 1, set, mixed));
        }
        for (Message message : then) {
            refused(message.kind().equals(Opening.SHARE) ? Fault.OUT_OF_TURN : Fault.OTHER_AGGREGATE,
                () -> openings.get(3).receive(message, joint.holders.get(2).office()));
        }
        Message share = sent.getLast();
        Message older = then.stream().filter(one -> one.kind().equals(Opening.SHARE)
            && one.sender().equals(share.sender())).findFirst().orElseThrow();
        refused(Fault.NOISE_TOO_LARGE, () -> joint.combine(terms, aggregate, 1, set, changed(sent, share, "attempt",
            "1", older.payload())));
    }

    private List<Message> changed(List<Message> sent, Message from, String field, String value, byte[] payload) {
        TreeMap<String, String> fields = new TreeMap<>(from.statement().fields());
        fields.put(field, value);
        Party party = joint.holders.stream().filter(one -> one.id().equals(from.sender())).findFirst().orElseThrow();
        List<Message> changed = new ArrayList<>(sent);
        changed.replaceAll(one -> one.equals(from) ? Message.of(party::sign, party.id(), Opening.SHARE, fields, payload)
            : one);
        return changed;
    }

    @Test
    void keysThatNotEveryHolderConfirmed() {
        List<Message> confirmations = new ArrayList<>(joint.key.confirmations());
        Party liar = joint.holders.get(1);
        confirmations.set(1, Message.of(liar::sign, liar.id(), CollectiveKey.CONFIRMED, Map.of("manifest",
            joint.key.manifest().hash(), "key", "another"), new byte[0]));
        for (List<Message> wrong : List.of(confirmations, joint.key.confirmations().subList(0, 3))) {
            CollectiveKey key = new CollectiveKey(joint.key.manifest(), joint.key.seed(), joint.key.part(), wrong);
            for (ThrowingCallable use : List.<ThrowingCallable>of(() -> new Contribution("a", "d", "v").make(terms, key,
                signed, "contributor-0001", new long[20], RingTest.fresh(), Joint.SLOTS, Joint.OPEN,
                joint.contributors.getFirst().office()), () -> Adding.start(terms, key, Party::verify, Joint.OPEN))) {
                assertThatThrownBy(use).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault())
                    .isEqualTo(Fault.WRONG_KEY);
            }
        }
    }

    @Test
    void cellsBeyondTheBoundAndJobsBeyondTheKey() {
        joint.cells.set(0, new long[20]);
        joint.cells.getFirst()[3] = 1001;
        refused(Fault.CELL_TOO_LARGE, () -> joint.contribute(terms, 0));
        assertThatThrownBy(() -> joint.terms(joint.job(20, 1000, 61))).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("attempts");
        assertThatThrownBy(() -> joint.terms(joint.job(20, Long.MAX_VALUE, 1))).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("bound");
        assertThatThrownBy(() -> joint.terms(joint.job(0, 1, 1))).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("cells");
    }
}

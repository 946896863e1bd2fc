package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one holder takes of another's messages, what they are bound to, and whom a refusal names. Two ciphertexts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningMessageTest {

    private static final List<Integer> SET = List.of(1, 2);

    private Joint joint;
    private JobTerms terms;
    private Aggregate aggregate;
    private Aggregate other;
    private Opening accepted;
    private Opening joined;
    private List<Message> sent;

    @BeforeAll
    void open() {
        joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 3);
        Job job = joint.job(8129, 1000, 3);
        terms = joint.terms(new Job(job.id(), job.key(), job.query(), job.dataVersions(), job.cells(), job.bound(),
            job.sensitivitySquared(), job.microRho(), 2, 0, 2, job.contributors(), job.requester(), job.decision(),
            job.deadline(), job.attempts()));
        assertThat(terms.ciphertexts()).isEqualTo(2);
        List<Message> contributions = joint.contributions(terms);
        aggregate = joint.add(terms, contributions);
        other = joint.add(terms, contributions.subList(0, 2));
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate);
        accepted = openings.get(1);
        joined = accepted.join(1, joint.ids(SET), office()).state();
        sent = joint.open(openings, 1, SET);
    }

    private Office office() {
        return joint.holders.getFirst().office();
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

    private Message of(String kind, int point) {
        return sent.stream().filter(one -> one.kind().equals(kind) && one.sender().equals("holder-" + point))
            .findFirst().orElseThrow();
    }

    private Message say(int point, String kind, Map<String, String> fields, byte[] payload) {
        return Message.of(joint.holders.get(point - 1)::sign, "holder-" + point, kind, fields, payload);
    }

    private static Map<String, String> changed(Message message, String field, String value) {
        TreeMap<String, String> fields = new TreeMap<>(message.statement().fields());
        fields.put(field, value);
        return fields;
    }

    private void refusedZeros(Map<String, String> fields, int point, byte[] payload) {
        refused(Fault.BAD_PROOF, "holder-" + point, () -> accepted.receive(say(point, Opening.ZEROS, fields, payload),
            office()));
    }

    /** Whoever forges a message, or changes one on its way, puts an honest member's name to it: nobody is named. */
    @Test
    void signaturesThatAreNotTheSendersNameNobody() {
        Message fresh = say(2, Opening.ACCEPT, Map.of("aggregate", aggregate.hash()), new byte[0]);
        for (Message message : List.of(fresh, of(Opening.ZEROS, 2), of(Opening.AGREE, 2))) {
            Message forged = Message.of(joint.holders.get(2)::sign, "holder-2", message.kind(), message.statement()
                .fields(), message.payload());
            refused(Fault.BAD_SIGNATURE, "", () -> joined.receive(forged, office()));
            refused(Fault.BAD_SIGNATURE, "", () -> joined.receive(new Message(message.statement(), message.payload(),
                new byte[64]), office()));
            byte[] longer = new ByteWriter().raw(message.payload()).raw(new byte[1]).toBytes();
            refused(Fault.MALFORMED, "", () -> joined.receive(new Message(message.statement(), longer,
                message.signature()), office()));
        }
        refused(Fault.UNKNOWN_SENDER, "", () -> joined.receive(Message.of(new Party("x")::sign, "x", Opening.ACCEPT,
            Map.of("aggregate", aggregate.hash()), new byte[0]), office()));
        joined.receive(of(Opening.ZEROS, 2), office());
    }

    /** An honest member's right message, carried where it does not belong. */
    @Test
    void messagesThatWereCarriedElsewhereNameNobody() {
        refused(Fault.OTHER_AGGREGATE, "", () -> accepted.receive(say(2, Opening.ACCEPT, Map.of("aggregate",
            other.hash()), new byte[0]), office()));
        refused(Fault.OUT_OF_TURN, "", () -> accepted.receive(of(Opening.SHARE, 2), office()));
        Message contribution = joint.contribute(terms, 0);
        Adding one = Adding.start(terms, joint.key, Party::verify, Joint.OPEN).receive(contribution, Party::verify,
            Joint.OPEN);
        refused(Fault.DUPLICATE, "", () -> one.receive(contribution, Party::verify, Joint.OPEN));
        JobTerms later = joint.terms(joint.job(21, 1000, 3));
        refused(Fault.WRONG_JOB, "", () -> Adding.start(later, joint.key, Party::verify, Joint.OPEN)
            .receive(contribution, Party::verify, Joint.OPEN));
    }

    @Test
    void whatIsWrongByItselfNamesItsSigner() {
        Message zeros = of(Opening.ZEROS, 2);
        refused(Fault.ALLOWANCE_SPENT, "holder-2", () -> accepted.receive(say(2, Opening.ZEROS, changed(zeros,
            "attempt", "4"), zeros.payload()), office()));
        for (String set : List.of("1,3", "2", "1,2,3", "2,2", "2,9", "x", "2,1", "")) {
            refused(Fault.WRONG_SET, "holder-2", () -> accepted.receive(say(2, Opening.ZEROS, changed(zeros, "set",
                set), zeros.payload()), office()));
        }
        refused(Fault.MALFORMED, "holder-2", () -> accepted.receive(say(2, Opening.ZEROS, zeros.statement().fields(),
            new byte[10]), office()));
        for (String kind : List.of(Opening.ACCEPT, Opening.AGREE)) {
            refused(Fault.MALFORMED, "holder-2", () -> accepted.receive(say(2, kind, zeros.statement().fields(),
                new byte[1]), office()));
        }
    }

    /** Two signed statements of one holder for one place are evidence, and both are handed over. */
    @Test
    void contradictionsComeWithBothStatements() {
        Message first = of(Opening.AGREE, 2);
        Message second = say(2, Opening.AGREE, changed(first, "opened", "another"), new byte[0]);
        Opening heard = accepted.receive(first, office()).state();
        assertThat(heard.receive(first, office()).messages()).as("the same again is none").isEmpty();
        Refusal refusal = refused(Fault.CONTRADICTION, "holder-2", () -> heard.receive(second, office()));
        assertThat(refusal.evidence()).containsExactly(first, second);
        refusal.evidence().forEach(message -> message.check(joint.holders.get(1).member(), Party::verify));
        assertThatThrownBy(() -> Refusal.contradiction(first, first)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Refusal.contradiction(first, of(Opening.AGREE, 1)))
            .isInstanceOf(IllegalArgumentException.class);
    }

    /** What the two of a set sign has to be the same in every field; which of them is wrong is not known. */
    @Test
    void openingsThatDifferInAnyFieldGiveNoShareAndNameNobody() {
        Opening ready = joined.receive(of(Opening.ZEROS, 2), office()).state();
        Message agree = of(Opening.AGREE, 2);
        for (String field : List.of("opened", "zeros/1", "zeros/2", "more")) {
            refused(Fault.DIFFERENT_CIPHERTEXT, "", () -> ready.receive(say(2, Opening.AGREE, changed(agree, field,
                "another"), new byte[0]), office()));
        }
        assertThat(ready.receive(agree, office()).messages()).containsExactly(of(Opening.SHARE, 1));
    }

    /** A zero of another attempt, set, aggregate, holder, place or c₀ is one whose maker may know it cancels. */
    @Test
    void zerosAreBoundToEverythingTheyAreAddedTo() {
        Message zeros = of(Opening.ZEROS, 2);
        byte[] payload = zeros.payload();
        Map<String, String> fields = zeros.statement().fields();
        refusedZeros(changed(zeros, "attempt", "2"), 2, payload);
        refusedZeros(changed(zeros, "set", "2,3"), 2, payload);
        refusedZeros(fields, 2, of(Opening.ZEROS, 1).payload());
        refusedZeros(fields, 1, payload);
        ByteReader in = new ByteReader(payload);
        byte[] first = in.raw(Contribution.BYTES);
        byte[] second = in.raw(Contribution.BYTES);
        refusedZeros(fields, 2, new ByteWriter().raw(second).raw(first).toBytes());
        refusedZeros(fields, 2, new ByteWriter().raw(first).raw(first).toBytes());
        Ciphertext zero = Ciphertext.parse(PlainModulus.FIRST, new ByteReader(payload).raw(Ciphertext.BYTES));
        byte[] shifted = Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(zero, 0).plus(Weak.delta(1)),
            Polynomial.part(zero, 1)).toBytes();
        ByteReader proof = new ByteReader(payload);
        proof.raw(Ciphertext.BYTES);
        refusedZeros(fields, 2, new ByteWriter().raw(shifted).raw(proof.raw(ShortnessProof.BYTES)).raw(second)
            .toBytes());
        Opening elsewhere = Opening.accept(joint.keys.getFirst(), terms, joint.signed(terms), other,
            new Joint.Memory(), Joint.OPEN, office()).state();
        Message moved = say(2, Opening.ZEROS, changed(zeros, "aggregate", other.hash()), payload);
        refused(Fault.BAD_PROOF, "holder-2", () -> elsewhere.receive(moved, office()));
        assertThat(accepted.receive(zeros, office()).messages()).isEmpty();
    }

    /** Noise that two openings share falls out of their difference: each field alone gives other noise. */
    @Test
    void smudgingIsBoundToEverythingThatIsOpened() {
        List<Ciphertext> opened = Masks.masked(terms, aggregate, List.of(of(Opening.ZEROS, 1), of(Opening.ZEROS, 2)));
        Ciphertext one = opened.getFirst();
        Ciphertext otherC0 = Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(one, 0).plus(Weak.delta(1)),
            Polynomial.part(one, 1));
        Ciphertext otherC1 = Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(one, 0),
            Polynomial.part(one, 1).plus(Weak.delta(1)));
        Ciphertext otherModulus = Ciphertext.owning(PlainModulus.SECOND, one.words());
        JobTerms later = joint.terms(joint.job(8130, 1000, 3));
        Masks.Place place = place(aggregate, 1, SET);
        List<String> contexts = List.of(Opening.context(terms, place, 0, one), Opening.context(later, place, 0, one),
            Opening.context(terms, place(other, 1, SET), 0, one), Opening.context(terms, place(aggregate, 2, SET), 0,
                one), Opening.context(terms, place(aggregate, 1, List.of(1, 3)), 0, one),
            Opening.context(terms, place, 1, one), Opening.context(terms, place, 0, otherC0),
            Opening.context(terms, place, 0, otherC1), Opening.context(terms, place, 0, otherModulus));
        Set<Polynomial> noises = new HashSet<>();
        Polynomial c1 = Polynomial.zero();
        contexts.forEach(context -> noises.add(joint.keys.getFirst().open(c1, new TreeSet<>(SET), context)));
        assertThat(noises).hasSize(contexts.size());
        ByteReader shares = new ByteReader(of(Opening.SHARE, 1).payload());
        for (int i = 0; i < 2; i++) {
            assertThat(shares.polynomial()).as("the share that left").isEqualTo(joint.keys.getFirst().open(
                Polynomial.part(opened.get(i), 1), new TreeSet<>(SET), Opening.context(terms, place, i,
                    opened.get(i))));
        }
    }

    private Masks.Place place(Aggregate of, int attempt, List<Integer> set) {
        return new Masks.Place(of.hash(), attempt, HolderSet.of(joint.ids(set), joint.key.manifest()));
    }
}

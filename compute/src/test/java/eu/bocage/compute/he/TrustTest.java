package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Contributors, hub and holders go by their own facts and by what the requester signed. */
class TrustTest {

    /** The day after the manifest's last. */
    private static final Gate EXPIRED = new Facts("2027-01-01", true, true);

    private final Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
    private final JobTerms terms = joint.terms(joint.job(10, 1000, 1));
    private final Message signed = joint.signed(terms);

    private static void refused(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(fault);
            assertThat(refusal.culprit()).as("nobody signed anything wrong").isEmpty();
        });
    }

    private Message make(Message request, Gate gate) {
        return new Contribution("agreement", "debit", "version").make(terms, joint.key, request, "contributor-0001",
            new long[10], RingTest.fresh(), Joint.SLOTS, gate, joint.contributors.getFirst().office());
    }

    @Test
    void nobodyUsesAKeyWhoseEpochHasExpired() {
        assertThat(new Facts("2026-12-31", true, true).trusts(joint.key.manifest())).as("the last day").isTrue();
        refused(Fault.NOT_TRUSTED, () -> make(signed, EXPIRED));
        refused(Fault.NOT_TRUSTED, () -> Adding.start(terms, joint.key, Party::verify, EXPIRED));
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        refused(Fault.NOT_TRUSTED, () -> Adding.recompute(terms, joint.key, aggregate.statement(), Party::verify,
            EXPIRED));
        byte[] state = Adding.start(terms, joint.key, Party::verify, Joint.OPEN).toBytes();
        refused(Fault.NOT_TRUSTED, () -> Adding.restore(terms, joint.key, state, Party::verify, EXPIRED));
        refused(Fault.NOT_TRUSTED, () -> accept(aggregate, EXPIRED));
        assertThat(joint.memories.getFirst().kept("key/" + joint.key.hash())).as("nothing is kept").isNull();
        assertThat(accept(aggregate, Joint.OPEN).messages()).hasSize(1);
    }

    private Step<Opening> accept(Aggregate aggregate, Gate gate) {
        return Opening.accept(joint.keys.getFirst(), terms, signed, aggregate, joint.memories.getFirst(), gate,
            joint.holders.getFirst().office());
    }

    /** A node's own facts, which change. */
    private static final class Calendar implements Gate {

        private Facts now;

        private Calendar(Facts now) {
            this.now = now;
        }

        @Override
        public boolean trusts(Manifest manifest) {
            return now.trusts(manifest);
        }

        @Override
        public boolean permits(Job job) {
            return now.permits(job);
        }

        @Override
        public boolean agreed(Job job, Statement contribution) {
            return now.agreed(job, contribution);
        }
    }

    @Test
    void whoAcceptedOnTheLastDayOpensNothingTheDayAfter() {
        opensNothing(new Facts("2027-01-01", true, true), Fault.NOT_TRUSTED);
    }

    @Test
    void whoAcceptedOpensNothingOnceTheCharterPermitsTheJobNoMore() {
        opensNothing(new Facts("2026-12-31", false, true), Fault.NOT_PERMITTED);
    }

    /** Refused at each step, and done at each step on the last day, to the share. */
    private void opensNothing(Facts later, Fault fault) {
        Facts lastDay = new Facts("2026-12-31", true, true);
        Office office = joint.holders.getFirst().office();
        List<Integer> set = List.of(1, 2);
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        List<Message> accepts = new ArrayList<>();
        Map<Integer, Opening> openings = joint.accepted(terms, aggregate, accepts);
        List<Message> messages = joint.open(openings, 1, set);
        Joint.Memory memory = new Joint.Memory();
        joint.memories.set(0, memory);
        Calendar calendar = new Calendar(lastDay);
        Opening one = accept(aggregate, calendar).state();
        for (Message message : accepts.subList(1, 4)) {
            one = one.receive(message, office).state();
        }
        Opening accepted = one;
        calendar.now = later;
        refused(fault, () -> accepted.join(1, joint.ids(set), office));
        assertThat(memory.kept("attempt/" + aggregate.hash() + "/1")).isNull();
        calendar.now = lastDay;
        Opening joined = accepted.join(1, joint.ids(set), office).state();
        calendar.now = later;
        refused(fault, () -> joined.receive(of(messages, Opening.ZEROS, 2), office));
        assertThat(memory.kept("agreed/" + aggregate.hash() + "/1")).isNull();
        calendar.now = lastDay;
        Opening agreed = joined.receive(of(messages, Opening.ZEROS, 2), office).state();
        calendar.now = later;
        Message share = of(messages, Opening.SHARE, 1);
        refused(fault, () -> agreed.receive(of(messages, Opening.AGREE, 2), office));
        assertThat(memory.kept("ciphertext/" + share.statement().text("opened"))).isNull();
        refused(fault, () -> resume(agreed.toBytes(), calendar));
        calendar.now = lastDay;
        Step<Opening> done = resume(agreed.toBytes(), calendar).state().receive(of(messages, Opening.AGREE, 2), office);
        assertThat(done.messages()).containsExactly(share);
        calendar.now = later;
        refused(fault, () -> resume(done.state().toBytes(), calendar));
    }

    private Step<Opening> resume(byte[] state, Gate gate) {
        return Opening.resume(joint.keys.getFirst(), terms, joint.memories.getFirst(), state, Party::verify, gate);
    }

    private static Message of(List<Message> messages, String kind, int point) {
        return messages.stream().filter(one -> one.kind().equals(kind) && one.sender().equals("holder-" + point))
            .findFirst().orElseThrow();
    }

    @Test
    void nobodyContributesToAJobThatItsRequesterDidNotSignOrTheCharterDoesNotPermit() {
        refused(Fault.BAD_SIGNATURE, () -> make(terms.job().sign(new Party("x")::sign), Joint.OPEN));
        refused(Fault.WRONG_JOB, () -> make(joint.signed(joint.terms(joint.job(11, 1000, 1))), Joint.OPEN));
        refused(Fault.NOT_PERMITTED, () -> make(signed, new Facts("2026-06-01", false, true)));
        assertThat(make(signed, Joint.OPEN).kind()).isEqualTo(Contribution.KIND);
    }

    /** The holders' keys are in place, but one of them has not confirmed: no audit can have passed. */
    @Test
    void holdersDoNotOpenUnderAKeyThatNotAllConfirmed() {
        Aggregate aggregate = joint.add(terms, joint.contributions(terms));
        CollectiveKey key = new CollectiveKey(joint.key.manifest(), joint.key.seed(), joint.key.part(),
            joint.key.confirmations().subList(0, 3));
        HolderKey holder = new HolderKey(key, 1, Weak.share(joint, 1), RingTest.fresh());
        refused(Fault.WRONG_KEY, () -> Opening.accept(holder, terms, signed, aggregate, joint.memories.getFirst(),
            Joint.OPEN, joint.holders.getFirst().office()));
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThatThrownBy(call).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(fault);
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

package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;

/**
 * A key all of whose dealings have been repeated and stand: what holders confirm or complain about, and what the
 * closing test compares with.
 *
 * @param key      H(cpk)
 * @param dealings hash over the public parts of all dealings
 */
record Dealt(Manifest manifest, CommonReference common, List<PublicDealing> shown, Spectrum p, String key,
        String dealings) {

    Dealt {
        shown = List.copyOf(shown);
    }

    static Dealt of(Manifest manifest, CommonReference common, List<PublicDealing> shown) {
        Spectrum p = Spectrum.zero();
        ByteWriter hashes = new ByteWriter();
        for (PublicDealing one : shown) {
            p = p.plus(one.p());
            hashes.text(one.hash());
        }
        return new Dealt(manifest, common, shown, p, CollectiveKey.hash(manifest.hash(), common.seed(), p),
            Statement.hash(hashes.toBytes()));
    }

    /** With what every holder signed about it. */
    CollectiveKey confirmed(List<Message> confirmations) {
        return new CollectiveKey(manifest, common.seed(), new Rlwe.PublicPart(p, common.a()), confirmations);
    }

    /**
     * What is complained of, in the verdicts of all.
     *
     * @throws Refusal naming whoever confirms anything but this key, complains as {@link Complaint#read} refuses, or
     *     adds bytes
     */
    List<Complaint> complaints(List<Message> verdicts) {
        List<Complaint> found = new ArrayList<>();
        for (Message verdict : verdicts) {
            if (verdict.payload().length > 0) {
                throw new Refusal(Fault.MALFORMED, verdict.sender());
            }
            if (verdict.kind().equals(CeremonyPhase.COMPLAINT)) {
                found.addAll(Complaint.read(verdict, manifest));
            } else if (!verdict.stated("key").equals(key) || !verdict.stated("dealings").equals(dealings)) {
                throw new Refusal(Fault.CONTRADICTION, verdict.sender());
            }
        }
        return List.copyOf(found);
    }

    /** What the closing test asks of a holder. */
    Polynomial question(int point) {
        return Audit.question(common, key, point);
    }

    /** @throws Refusal unless the answer shows that its sender holds the share that follows from the commitments */
    void checkAudit(Message message) {
        ByteReader in = new ByteReader(message.payload());
        Polynomial answer;
        try {
            answer = in.polynomial();
            in.end();
        } catch (Refusal refusal) {
            throw refusal.by(message.sender());
        }
        if (!message.stated("key").equals(key)
            || !Audit.holds(manifest, shown, key, manifest.point(message.sender()), answer)) {
            throw new Refusal(Fault.FAILED_AUDIT, message.sender());
        }
    }
}

package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;

/** One holder says of another that the share it got is missing or does not fit the commitments. */
record Complaint(int accuser, int accused) {

    static List<Complaint> read(Message message, Manifest manifest) {
        List<Complaint> complaints = new ArrayList<>();
        int accuser = manifest.point(message.sender());
        for (String one : message.statement().text("accused").split(",", manifest.holders().size())) {
            if (!one.matches("[1-9][0-9]?") || Integer.parseInt(one) > manifest.holders().size()
                || Integer.parseInt(one) == accuser) {
                throw new Refusal(Fault.MALFORMED, message.sender());
            }
            complaints.add(new Complaint(accuser, Integer.parseInt(one)));
        }
        return complaints;
    }

    /** The disputed shares of one accused, each after its accuser's point. */
    static byte[] answer(List<Complaint> complaints, int accused, Dealing dealing) {
        ByteWriter out = new ByteWriter();
        for (Complaint complaint : complaints) {
            if (complaint.accused == accused) {
                out.number(complaint.accuser).bytes(dealing.share(complaint.accuser).toBytes());
            }
        }
        return out.toBytes();
    }

    /** Against whom an answer speaks: against the accused unless the share that it shows fits. */
    Refusal judge(Message answer, DealingRound round, PublicDealing shown) {
        ByteReader in = new ByteReader(answer.payload());
        boolean right = false;
        try {
            for (int i = 1; i < round.manifest().holders().size() && !right; i++) {
                int point = in.number();
                byte[] share = in.bytes();
                right = point == accuser && round.read(share, shown, accuser).isPresent();
            }
        } catch (Refusal end) {
            right = false;
        }
        return right ? new Refusal(Fault.FALSE_COMPLAINT, round.manifest().holder(accuser).id())
            : new Refusal(Fault.FALSE_SHARE, round.manifest().holder(accused).id());
    }
}

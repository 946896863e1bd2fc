package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;

/**
 * One holder says of another that the share it got is missing or does not fit the commitments. Whoever is complained of
 * answers each complaint with a share in the clear, so nobody can complain twice of one holder.
 */
record Complaint(int accuser, int accused) {

    /**
     * @return at most one of each other holder, by rising points
     * @throws Refusal naming the sender, whose signature has been checked, where it does not list points of other
     *     holders, each above the one before
     */
    static List<Complaint> read(Message message, Manifest manifest) {
        List<Complaint> complaints = new ArrayList<>();
        int accuser = manifest.point(message.sender());
        int last = 0;
        for (String one : message.stated("accused").split(",", manifest.holders().size())) {
            int accused = one.matches("[1-9][0-9]?") ? Integer.parseInt(one) : 0;
            if (accused <= last || accused > manifest.holders().size() || accused == accuser) {
                throw new Refusal(Fault.MALFORMED, message.sender());
            }
            complaints.add(new Complaint(accuser, accused));
            last = accused;
        }
        return complaints;
    }

    /** The disputed shares of one accused, each after its accuser's point, in the order of complaints. */
    static byte[] answer(List<Complaint> complaints, int accused, Dealing dealing) {
        ByteWriter out = new ByteWriter();
        for (Complaint complaint : of(accused, complaints)) {
            out.number(complaint.accuser).bytes(dealing.share(complaint.accuser).toBytes());
        }
        return out.toBytes();
    }

    private static List<Complaint> of(int accused, List<Complaint> complaints) {
        return complaints.stream().filter(complaint -> complaint.accused == accused).toList();
    }

    /**
     * Who answers with a wrong share is named, at once. A right one names nobody: either side may have lied, the
     * accused in what it sealed or the accuser in what it says of it. Whoever heard other complaints answers these by
     * no fault of its own, so that only an answer to the very verdicts that are heard here is judged: its complaints
     * are these, in this order.
     *
     * @throws Refusal where an answer is wrong, and where all are right
     */
    static void judge(List<Complaint> complaints, Heard heard, DealingRound round, List<PublicDealing> shown) {
        String verdicts = heard.transcript(CeremonyPhase.VERDICT);
        boolean silent = complaints.isEmpty();
        for (int accused : complaints.stream().map(Complaint::accused).distinct().toList()) {
            Message answer = heard.of(CeremonyPhase.ANSWERS, accused);
            if (answer != null && !answer.stated("heard").equals(verdicts)) {
                throw new Refusal(Fault.CONTRADICTION);
            }
            if (answer != null && !isAnswered(of(accused, complaints), answer, round, shown.get(accused - 1))) {
                throw new Refusal(Fault.FALSE_SHARE, answer.sender());
            }
            silent |= answer == null;
        }
        if (!silent) {
            throw new Refusal(Fault.DISPUTED_SHARE);
        }
    }

    /** Whether an answer shows the share of each of these, in their order, and nothing else, and all of them fit. */
    private static boolean isAnswered(List<Complaint> complaints, Message answer, DealingRound round,
            PublicDealing shown) {
        ByteReader in = new ByteReader(answer.payload());
        try {
            for (Complaint complaint : complaints) {
                int point = in.number();
                byte[] share = in.bytes();
                if (point != complaint.accuser || round.read(share, shown, point).isEmpty()) {
                    return false;
                }
            }
            in.end();
            return true;
        } catch (Refusal end) {
            return false;
        }
    }
}

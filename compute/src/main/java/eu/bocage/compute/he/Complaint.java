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

    /**
     * Who answers with a wrong share is named, at once. A right one names nobody: either side may have lied, the
     * accused in what it sealed or the accuser in what it says of it. Whoever heard other complaints answers these by
     * no fault of its own, so that only an answer to the very verdicts that are heard here is judged.
     *
     * @throws Refusal where an answer is wrong, and where all are right
     */
    static void judge(List<Complaint> complaints, Heard heard, DealingRound round, List<PublicDealing> shown) {
        String verdicts = heard.transcript(CeremonyPhase.VERDICT);
        int answered = 0;
        for (Complaint complaint : complaints) {
            Message answer = heard.of(CeremonyPhase.ANSWERS, complaint.accused);
            if (answer != null && !answer.statement().text("heard").equals(verdicts)) {
                throw new Refusal(Fault.CONTRADICTION);
            }
            if (answer != null && !complaint.isAnswered(answer, round, shown.get(complaint.accused - 1))) {
                throw new Refusal(Fault.FALSE_SHARE, answer.sender());
            }
            answered += answer == null ? 0 : 1;
        }
        if (answered > 0 && answered == complaints.size()) {
            throw new Refusal(Fault.DISPUTED_SHARE);
        }
    }

    /** Whether an answer shows the disputed share, and that share fits. */
    private boolean isAnswered(Message answer, DealingRound round, PublicDealing shown) {
        ByteReader in = new ByteReader(answer.payload());
        try {
            for (int i = 1; i < round.manifest().holders().size(); i++) {
                int point = in.number();
                byte[] share = in.bytes();
                if (point == accuser && round.read(share, shown, accuser).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (Refusal end) {
            return false;
        }
    }
}

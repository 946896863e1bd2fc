package eu.bocage.compute.he;

import eu.bocage.compute.NoiseShare;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * One joint sum: what is asked, of whom, under which collective key. The requester signs it; everything later names its
 * hash. Terms that follow from it are {@link JobTerms}.
 *
 * @param id                 name of the job
 * @param key                hash of the collective key
 * @param query              hash of the canonical query
 * @param dataVersions       the rule that says which data version each contributor uses
 * @param cells              number of cells of the result
 * @param bound              most that a contributor's cell is in size, before scaling
 * @param sensitivitySquared Δ₂²
 * @param microRho           what the sum costs, in millionths
 * @param honest             contributors whose noise alone has to suffice
 * @param colluders          contributors that may conspire; their noise is not counted on
 * @param least              fewest contributors of an aggregate; at least {@code honest + colluders}
 * @param contributors       the roster, frozen
 * @param requester          who asks and signs
 * @param decision           identifier of the charter's decision
 * @param deadline           when the roster closes, as the node writes instants
 * @param attempts           openings planned: one, one more for a verified opening, and some for dropouts; each counts
 *                           as {@link JobTerms#openings()} says
 */
public record Job(String id, String key, String query, String dataVersions, int cells, long bound,
        long sensitivitySquared, long microRho, int honest, int colluders, int least, List<Member> contributors,
        Member requester, String decision, String deadline, int attempts) {

    static final String KIND = "job";

    public Job {
        contributors = List.copyOf(contributors);
        if (new HashSet<>(contributors.stream().map(Member::id).toList()).size() != contributors.size()) {
            throw new IllegalArgumentException("a roster names each contributor once");
        }
    }

    /** The requester's signed message. */
    public Message sign(Signer signer) {
        return Message.of(signer, requester.id(), KIND, fields(), new byte[0]);
    }

    private TreeMap<String, String> fields() {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("id", id);
        fields.put("key", key);
        fields.put("query", query);
        fields.put("dataVersions", dataVersions);
        fields.put("cells", "" + cells);
        fields.put("bound", "" + bound);
        fields.put("sensitivitySquared", "" + sensitivitySquared);
        fields.put("microRho", "" + microRho);
        fields.put("honest", "" + honest);
        fields.put("colluders", "" + colluders);
        fields.put("least", "" + least);
        fields.put("requester.signs", requester.signingKey());
        fields.put("decision", decision);
        fields.put("deadline", deadline);
        fields.put("attempts", "" + attempts);
        fields.put("variance", noise().variance());
        for (int i = 0; i < contributors.size(); i++) {
            fields.put("contributor." + (i + 1), contributors.get(i).id());
            fields.put("contributor." + (i + 1) + ".signs", contributors.get(i).signingKey());
        }
        return fields;
    }

    /** What the requester signs. */
    Statement statement() {
        TreeMap<String, String> fields = fields();
        fields.put("sender", requester.id());
        fields.put("payload", Statement.hash(new byte[0]));
        return new Statement(KIND, fields);
    }

    /** H(J): over the statement that the requester signs. */
    public String hash() {
        return statement().hash();
    }

    public NoiseShare noise() {
        return NoiseShare.of(sensitivitySquared, microRho, honest);
    }

    /** @throws Refusal unless it is this job, signed by its requester; whoever sends another one is not known */
    void check(Message message, Verifier verifier) {
        message.check(requester, verifier);
        if (!message.statement().hash().equals(hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
    }
}

package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.HidingCheck;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a receipt with nothing else at hand: no node, no database, no network. What passes proves that the consumer's
 * key signed this request and the provider's key this receipt of it, for exactly these bytes of the answer. They answer
 * the question of the request, see {@link Restatement}, at the cost that stands in question, answer and receipt, and at
 * the delta that stands in answer and receipt. They show and hide what their own rules say, see {@link HidingCheck}.
 */
public final class Receipts {

    /** What an answer says of a figure beside what was asked. */
    private static final List<String> WORDS = List.of("unit", "edgesUnit");

    /** Of cells that are wrong, how many a refusal names. */
    private static final int NAMED = 5;

    private Receipts() {
    }

    /**
     * @param answer   canonical JSON, UTF-8
     * @param request  envelope of {@link Messages#REQUEST}
     * @param receipt  envelope of {@link Messages#RECEIPT}
     * @param consumer key of the node that asked, from the member register
     * @param provider key of the node that answered, from the member register
     * @return the receipt, or what is wrong
     */
    public static Opened<Receipt> verify(byte[] answer, byte[] request, byte[] receipt, VerificationKey consumer,
                                         VerificationKey provider) {
        return Envelope.parse(Messages.REQUEST, request)
            .read(envelope -> new Asked(envelope, Request.of(envelope.open(Messages.REQUEST, consumer).orThrow())))
            .read(asked -> check(asked, answer, opened(receipt, provider)));
    }

    private record Asked(Envelope envelope, Request request) {
    }

    private record Given(Envelope envelope, Receipt receipt) {
    }

    private static Given opened(byte[] receipt, VerificationKey provider) {
        Envelope envelope = Envelope.parse(Messages.RECEIPT, receipt).orThrow();
        return new Given(envelope, Receipt.of(envelope.open(Messages.RECEIPT, provider).orThrow()));
    }

    private static Receipt check(Asked asked, byte[] answer, Given given) {
        Receipt receipt = given.receipt();
        same("provider", receipt.provider(), given.envelope().signer().text());
        same("consumer", receipt.consumer(), asked.envelope().signer().text());
        same("request", receipt.request(), asked.envelope().hash());
        same("agreement", receipt.agreement(), asked.request().agreement());
        same("answer", receipt.answer(), Digest.of(answer));
        Head head = Head.of(JsonBytes.of(answer).requireCanonical());
        ObjectNode content = head.tree(JsonBytes::tree);
        same("dataset", receipt.dataset(), content.path("dataset").asText());
        same("version", receipt.version(), content.path("version").asText());
        JsonNode question = content.path("question");
        same("question", receipt.question(), Digest.of(Json.canonical(question)));
        Restatement.check(Json.read(asked.request().question()), question);
        same("cost", receipt.cost(), content.path("microRho").asLong(-1));
        same("cost", receipt.cost(), question.path("microRho").asLong(-1));
        same("delta", receipt.picoDelta(), content.path("privacy").path("picoDelta").asLong(0));
        figures(content, question);
        hiding(content, head.cells());
        if (receipt.charged() != 0 && receipt.charged() != receipt.cost()) {
            throw new IllegalArgumentException("the receipt charges something else than the cost or nothing");
        }
        return receipt;
    }

    /**
     * The columns of the answer are the question's figures, in their order and with all that was said of them; its axes
     * and coarser levels are the question's groups.
     */
    private static void figures(ObjectNode content, JsonNode question) {
        List<JsonNode> columns = new ArrayList<>();
        content.path("measures").forEach(one -> columns.add(one instanceof ObjectNode object
            ? object.deepCopy().without(WORDS) : one));
        List<JsonNode> asked = new ArrayList<>();
        question.path("measures").forEach(asked::add);
        List<String> groups = new ArrayList<>();
        content.path("groupBy").forEach(key -> groups.add(key.asText()));
        content.path("levels").forEach(level -> groups.add(level.path("zoning").asText()));
        List<String> grouped = new ArrayList<>();
        question.path("groupBy").forEach(key -> grouped.add(
            key.asText().equals("zoning") ? question.path("zoning").asText() : key.asText()));
        question.path("rollUp").forEach(level -> grouped.add(level.asText()));
        if (!columns.equals(asked) || !groups.equals(grouped)) {
            throw new IllegalArgumentException("the answer has other figures or groups than its question");
        }
    }

    private static void hiding(ObjectNode content, List<Optional<JsonBytes>> all) {
        List<String> wrong;
        try {
            wrong = HidingCheck.wrong(content, (level, cell) ->
                all.get(level).ifPresent(cells -> cells.each(cell)));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the cells of the answer cannot be read", e);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("the answer shows or hides cells against its own rules: "
                + String.join(", ", wrong.subList(0, Math.min(wrong.size(), NAMED))));
        }
    }

    private static void same(String field, Object receipt, Object other) {
        if (!receipt.equals(other)) {
            throw new IllegalArgumentException("the receipt is for another " + field);
        }
    }
}

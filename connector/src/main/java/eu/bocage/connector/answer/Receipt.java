package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the provider signs about an answer, as an envelope of {@link Messages#RECEIPT}. The hash of the request envelope
 * brings the consumer's signature in, so that both sides have signed.
 *
 * @param provider   DID of the node that answered
 * @param consumer   DID of the node that asked
 * @param agreement  under which it was asked
 * @param project    for which it was asked
 * @param charter    hash of the charter in force
 * @param dataset    that was asked
 * @param version    of the data
 * @param commitment to the content of that version, see {@link eu.bocage.compute.DataVersion}
 * @param question   hash of the canonical question
 * @param request    hash of the request envelope
 * @param answer     hash of the answer's bytes
 * @param cost       of the answer, micro-rho
 * @param charged    by this request, micro-rho: the cost, or 0 for an answer that was given before
 * @param picoDelta  of the answer, in units of 1e-12; 0 under pure zCDP
 * @param place      unit space and period that were charged; empty in receipts from before they stood in them
 * @param entry      the provider's ledger entry that recorded the debit; with {@code place}, {@code project} and the
 *     cost it shows a provider that has lost the entry what was spent
 * @param branch     of the provider's ledger that this entry is of; empty in receipts from before there were branches
 * @param issued     when it was signed
 */
public record Receipt(String provider, String consumer, String agreement, String project, String charter,
                      String dataset, String version, String commitment, String question, String request,
                      String answer, long cost, long charged, long picoDelta, Optional<Place> place,
                      Ledger.Head entry, Optional<String> branch, Instant issued) {

    private static final Pattern BRANCH = Pattern.compile("[0-9a-f]{32}");

    ObjectNode json() {
        ObjectNode json = Json.object().put("provider", provider).put("consumer", consumer)
            .put("agreement", agreement).put("project", project).put("charter", charter).put("dataset", dataset)
            .put("version", version).put("commitment", commitment).put("question", question)
            .put("request", request).put("answer", answer).put("cost", cost).put("charged", charged)
            .put("issued", issued.toString());
        place.ifPresent(one -> json.put("unitSpace", one.unitSpace()).put("period", one.period())
            .put("picoDelta", picoDelta));
        ObjectNode debit = json.putObject("entry").put("number", entry.number()).put("hash", entry.hash());
        branch.ifPresent(one -> debit.put("branch", one));
        return json;
    }

    /** The entry of a debit. */
    private record Debit(Ledger.Head head, Optional<String> branch) {

        static Debit of(Fields fields) {
            return new Debit(new Ledger.Head(fields.number("number"), fields.text("hash")),
                fields.has("branch") ? Optional.of(branch(fields.text("branch"))) : Optional.empty());
        }

        private static String branch(String text) {
            if (!BRANCH.matcher(text).matches()) {
                throw new IllegalArgumentException("branch is not 32 hexadecimal digits");
            }
            return text;
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing, wrong or too many */
    static Receipt of(ObjectNode object) {
        return Fields.read(object, fields -> of(fields, Fields.read(fields.object("entry"), Debit::of)));
    }

    private static Receipt of(Fields fields, Debit debit) {
        return new Receipt(fields.text("provider"), fields.text("consumer"),
            fields.text("agreement"), fields.text("project"), fields.text("charter"), fields.text("dataset"),
            fields.text("version"), fields.text("commitment"), fields.text("question"), fields.text("request"),
            fields.text("answer"), fields.number("cost"), fields.number("charged"),
            fields.has("picoDelta") ? fields.number("picoDelta") : 0,
            fields.has("unitSpace") ? Optional.of(new Place(fields.text("unitSpace"), fields.text("period")))
                : Optional.empty(),
            debit.head(), debit.branch(), fields.instant("issued"));
    }
}

package eu.bocage.connector.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Tag;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Term;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Promises of one member to another, about one dataset for one project under one charter, signed by the one who
 * promises. Exists with a well-formed payload only; whoever takes it checks the signature against the register.
 *
 * @param promises at least one, each term once
 */
public record Promised(Did requester, Did provider, String dataset, String project, String charter,
                       Set<Promise> promises, Instant at, Envelope envelope) {

    public static final Tag TAG = new Tag("bocage/promise/1", 16 << 10);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern HASH = Pattern.compile("sha-256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException when there is nothing to promise */
    static Promised sign(Did provider, String dataset, String project, String charter, Set<Promise> promises,
                         Instant now, Did self, NodeKeys keys) {
        ObjectNode payload = Json.object().put("provider", provider.text()).put("dataset", dataset)
            .put("project", project).put("charter", charter).put("at", now.truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode array = payload.putArray("promises");
        new TreeSet<>(promises).forEach(promise -> array.addObject().put("term", promise.term().key())
            .put("value", promise.value()));
        return of(Envelope.sign(TAG, payload, self, keys));
    }

    /** Reads what somebody sent; nothing is proven yet. */
    static Opened<Promised> parse(byte[] bytes) {
        return Envelope.parse(TAG, bytes).read(Promised::of);
    }

    private static Promised of(Envelope envelope) {
        return Fields.read(Json.read(envelope.json().get("payload").toString()), fields -> {
            Set<Promise> promises = new TreeSet<>();
            fields.objects("promises").forEach(each -> promises.add(Fields.read(each, promise -> new Promise(
                Term.ofKey(promise.text("term")).orElseThrow(() -> new Flaw("« term » n'est pas une condition connue",
                    "\"term\" is no term known here")), promise.text("value")))));
            if (promises.isEmpty() || promises.stream().map(Promise::term).distinct().count() != promises.size()) {
                throw new Flaw("« promises » est vide ou nomme deux fois une condition",
                    "\"promises\" is empty or names a term twice");
            }
            return new Promised(envelope.signer(), new Did(fields.text("provider")),
                name("dataset", fields.text("dataset"), NAME), name("project", fields.text("project"), NAME),
                name("charter", fields.text("charter"), HASH), Set.copyOf(promises), fields.instant("at"), envelope);
        });
    }

    private static String name(String field, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new Flaw("« " + field + " » n'a pas la forme attendue", "\"" + field + "\" is not of its form");
        }
        return text;
    }
}

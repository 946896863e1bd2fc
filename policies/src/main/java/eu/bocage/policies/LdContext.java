package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names stand for in one JSON-LD document. Nothing is ever fetched: the contexts of ODRL, of DSP 2025-1 and of
 * this profile are known by their addresses, as far as a policy of ours can use them; besides them a document may give
 * prefixes to namespaces known here. Every other context is refused, for a name that it redefined would be read wrong.
 */
final class LdContext {

    static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    static final String DSPACE = "https://w3id.org/dspace/2025/1/";

    private static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    private static final String BOCAGE = Term.PROFILE + "#";
    private static final Set<String> NAMESPACES = Set.of(Rule.ODRL, BOCAGE, XSD, DSPACE, EDC);
    private static final Set<String> ODRL_CONTEXTS = Set.of("http://www.w3.org/ns/odrl.jsonld",
        "https://www.w3.org/ns/odrl.jsonld", DSPACE + "context.jsonld", DSPACE + "odrl-profile.jsonld");
    private static final int MOST = 16;

    /** Of ODRL's own context: what a policy of ours can use, and {@code purpose}, which is not ours there. */
    static final List<String> ODRL_NAMES = List.of("Policy", "Set", "Offer", "Agreement", "Permission", "Prohibition",
        "Duty", "Constraint", "LogicalConstraint", "permission", "prohibition", "obligation", "duty", "action",
        "constraint", "leftOperand", "operator", "rightOperand", "unit", "and", "or", "xone", "andSequence", "target",
        "assigner", "assignee", "profile", "use", "eq", "neq", "gt", "lt", "gteq", "lteq", "isAnyOf", "isAllOf",
        "isNoneOf", "isA", "hasPart", "isPartOf");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> prefixes = new HashMap<>();
    private Optional<String> vocabulary = Optional.empty();

    private LdContext() {
    }

    /** @throws LdFault when a context is not known */
    static LdContext of(JsonNode context) {
        LdContext all = new LdContext();
        if (context == null) {
            return all;
        }
        if (!context.isArray()) {
            all.add(context, "@context");
            return all;
        }
        if (context.size() > MOST) {
            throw new LdFault("@context", "plus de " + MOST + " contextes", "more than " + MOST + " contexts");
        }
        for (int i = 0; i < context.size(); i++) {
            all.add(context.get(i), "@context[" + i + "]");
        }
        return all;
    }

    /** The full IRI of a name, or a keyword; empty when nothing here defines it. */
    Optional<String> iri(String name) {
        if (name.startsWith("@")) {
            return Optional.of(name);
        }
        int colon = name.indexOf(':');
        if (colon < 0) {
            return Optional.ofNullable(names.get(name)).or(() -> vocabulary.map(space -> space + name));
        }
        String space = prefixes.get(name.substring(0, colon));
        return Optional.of(space == null || name.startsWith("//", colon + 1) ? name
            : space + name.substring(colon + 1));
    }

    private void add(JsonNode context, String place) {
        if (context.isTextual()) {
            known(context.textValue(), place);
        } else if (context instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry(entry.getKey(), entry.getValue(), place));
        } else {
            throw unknown(place, context.asText());
        }
    }

    private void known(String address, String place) {
        boolean ours = address.equals(Term.PROFILE);
        if (!ours && !ODRL_CONTEXTS.contains(address)) {
            throw unknown(place, address);
        }
        prefixes.put("odrl", Rule.ODRL);
        names.put("uid", "@id");
        names.put("type", "@type");
        ODRL_NAMES.forEach(name -> names.put(name, Rule.ODRL + name));
        if (ours) {
            prefixes.put("bocage", BOCAGE);
            names.put("promise", Rule.PROMISE);
            for (Term term : Term.values()) {
                names.put(term.key(), term.iri());
            }
        } else {
            names.put("purpose", Rule.ODRL + "purpose");
        }
    }

    private void entry(String name, JsonNode value, String place) {
        String inner = Section.join(place, name);
        if (name.equals("@version")) {
            if (!value.isNumber() || value.doubleValue() != 1.1) {
                throw unknown(inner, value.asText());
            }
        } else if (!value.isTextual() || !NAMESPACES.contains(value.textValue())) {
            throw unknown(inner, value.asText());
        } else if (name.equals("@vocab")) {
            vocabulary = Optional.of(value.textValue());
        } else if (name.isEmpty() || name.startsWith("@") || name.indexOf(':') >= 0 || names.containsKey(name)) {
            throw unknown(inner, value.asText());
        } else {
            prefixes.put(name, value.textValue());
        }
    }

    private static LdFault unknown(String place, String what) {
        return new LdFault(place, "contexte JSON-LD inconnu, " + Quoted.french(what)
            + " ; n'utilisez que ceux d'ODRL, de DSP 2025-1 et de " + Term.PROFILE,
            "unknown JSON-LD context, " + Quoted.english(what) + "; use those of ODRL, of DSP 2025-1 and of "
                + Term.PROFILE + " only");
    }
}

package eu.bocage.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes a policy's JSON-LD in another spelling of the same graph, at random: names as full IRIs, with prefixes or bare
 * under a known context; fields and members in another order; one value as a list; texts as value objects; identifiers
 * as node objects; lists with and without {@code @list}; types, identifiers and parties that say nothing new.
 */
final class Respelling {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NAMED = Set.of("odrl:leftOperand", "odrl:operator", "odrl:action");
    private static final Map<String, String> TYPES = Map.of("odrl:permission", "odrl:Permission", "odrl:prohibition",
        "odrl:Prohibition", "odrl:obligation", "odrl:Duty", "odrl:duty", "odrl:Duty");

    private enum Form { EXPANDED, PREFIXED, BARE }

    private final Random random;
    private final Form form;
    private final String odrl;
    private final boolean ours;

    Respelling(Random random) {
        this.random = random;
        this.form = Form.values()[random.nextInt(3)];
        this.odrl = random.nextBoolean() ? "odrl" : "o";
        this.ours = random.nextBoolean();
    }

    String of(String canonical) {
        try {
            ObjectNode policy = (ObjectNode) JSON.readTree(canonical);
            policy.remove("@context");
            ObjectNode other = object(policy, "");
            if (random.nextBoolean()) {
                other.set(name("odrl:target"), id("urn:x:dataset"));
                other.put("@id", "urn:uuid:1");
            }
            if (form != Form.EXPANDED) {
                other.set("@context", context());
            }
            JsonNode root = form == Form.EXPANDED && random.nextBoolean() ? NODES.arrayNode().add(shuffled(other))
                : shuffled(other);
            return random.nextBoolean() ? root.toPrettyString() : root.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode context() {
        if (form == Form.PREFIXED) {
            return NODES.objectNode().put("bocage", "urn:bocage:odrl:1#").put(odrl, "http://www.w3.org/ns/odrl/2/")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
        }
        String base = List.of("http://www.w3.org/ns/odrl.jsonld", "https://w3id.org/dspace/2025/1/context.jsonld")
            .get(random.nextInt(2));
        ArrayNode contexts = NODES.arrayNode().add(base);
        return ours ? contexts.add("urn:bocage:odrl:1")
            : contexts.add(NODES.objectNode().put("bocage", "urn:bocage:odrl:1#"));
    }

    private ObjectNode object(ObjectNode object, String role) {
        ObjectNode other = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (key.equals("@type")) {
                if (random.nextBoolean()) {
                    other.set("@type", one(NODES.textNode(name(value.textValue()))));
                }
            } else if (NAMED.contains(key)) {
                other.set(name(key), one(named(value.get("@id").textValue())));
            } else if (key.equals("odrl:profile")) {
                other.set(name(key), one(id(value.get("@id").textValue())));
            } else if (key.equals("odrl:rightOperand")) {
                other.set(name(key), many(value.isArray() ? members(value) : List.of(value), true));
            } else {
                JsonNode members = value.has("@list") ? value.get("@list") : value;
                List<JsonNode> inner = new ArrayList<>();
                members.forEach(member -> inner.add(shuffled(object((ObjectNode) member, key))));
                other.set(name(key), many(inner, false));
            }
        }
        if (TYPES.containsKey(role) && random.nextInt(3) == 0) {
            other.put("@type", name(TYPES.get(role)));
        }
        return other;
    }

    private JsonNode named(String compact) {
        String spelt = name(compact);
        return random.nextBoolean() && form != Form.EXPANDED ? NODES.textNode(spelt)
            : random.nextInt(4) == 0 ? NODES.objectNode().put("@value", spelt) : id(spelt);
    }

    private String name(String compact) {
        String local = compact.substring(compact.indexOf(':') + 1);
        boolean term = compact.startsWith("bocage:");
        String full = (term ? "urn:bocage:odrl:1#" : "http://www.w3.org/ns/odrl/2/") + local;
        if (form == Form.EXPANDED || random.nextInt(5) == 0) {
            return full;
        }
        if (form == Form.PREFIXED) {
            return (term ? "bocage:" : odrl + ":") + local;
        }
        return term ? ours && random.nextBoolean() ? local : "bocage:" + local : random.nextBoolean() ? local : compact;
    }

    private JsonNode many(List<JsonNode> members, boolean literals) {
        List<JsonNode> all = new ArrayList<>();
        members.forEach(member -> all.add(literals ? literal(member) : member));
        Collections.shuffle(all, random);
        if (all.size() == 1 && random.nextBoolean()) {
            return all.getFirst();
        }
        ArrayNode array = NODES.arrayNode().addAll(all);
        return switch (random.nextInt(4)) {
            case 0 -> NODES.objectNode().set("@list", array);
            case 1 -> NODES.arrayNode().add(NODES.objectNode().set("@list", array));
            default -> array;
        };
    }

    private JsonNode literal(JsonNode text) {
        String value = text.textValue();
        if (value.matches("[1-9][0-9]{0,9}") && random.nextInt(3) == 0) {
            return NODES.numberNode(Long.parseLong(value));
        }
        if (value.equals("true") && random.nextInt(3) == 0) {
            return NODES.booleanNode(true);
        }
        return switch (random.nextInt(3)) {
            case 0 -> NODES.objectNode().put("@value", value);
            case 1 -> NODES.objectNode().put("@value", value).put("@type", "http://www.w3.org/2001/XMLSchema#string");
            default -> text;
        };
    }

    private JsonNode one(JsonNode value) {
        return random.nextInt(3) == 0 ? NODES.arrayNode().add(value) : value;
    }

    private static ObjectNode id(String iri) {
        return NODES.objectNode().put("@id", iri);
    }

    private ObjectNode shuffled(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        Collections.shuffle(fields, random);
        ObjectNode other = NODES.objectNode();
        fields.forEach(field -> other.set(field.getKey(), field.getValue()));
        return other;
    }

    private static List<JsonNode> members(JsonNode array) {
        List<JsonNode> members = new ArrayList<>();
        array.forEach(members::add);
        return members;
    }
}

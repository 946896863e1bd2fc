package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the ODRL of a JSON-LD document, of known names only. One for each document. */
final class OdrlReader {

    private static final String PERMISSION = Rule.ODRL + "permission";
    private static final String PROHIBITION = Rule.ODRL + "prohibition";
    private static final String OBLIGATION = Rule.ODRL + "obligation";
    private static final String DUTY = Rule.ODRL + "duty";
    private static final String ACTION = Rule.ODRL + "action";
    private static final String CONSTRAINT = Rule.ODRL + "constraint";
    private static final String LEFT = Rule.ODRL + "leftOperand";
    private static final String OPERATOR = Rule.ODRL + "operator";
    private static final String RIGHT = Rule.ODRL + "rightOperand";
    private static final String UNIT = Rule.ODRL + "unit";
    private static final String PROFILE = Rule.ODRL + "profile";
    private static final String TIMESTAMP = LdContext.DSPACE + "timestamp";
    /** Held against asset and parties elsewhere; no terms. */
    private static final Set<String> PARTIES = Set.of(Rule.ODRL + "target", Rule.ODRL + "assigner",
        Rule.ODRL + "assignee");

    private final LdContext context;

    private OdrlReader(LdContext context) {
        this.context = context;
    }

    /** @throws LdFault when any of it is not of the form */
    static Policy read(JsonNode document) {
        JsonNode root = document.isArray() && document.size() == 1 ? document.get(0) : document;
        if (!(root instanceof ObjectNode policy)) {
            throw new LdFault("", "le document n'est pas une seule politique ODRL",
                "the document is not one ODRL policy");
        }
        return new OdrlReader(LdContext.of(policy.get("@context"))).policy(policy);
    }

    private Policy policy(ObjectNode object) {
        Fields fields = fields(object, "", Set.of("@context", PROFILE, PERMISSION, PROHIBITION, OBLIGATION, TIMESTAMP));
        type(fields, Set.of("Policy", "Set", "Offer", "Agreement"));
        fields.optional(PROFILE).ifPresent(profile -> {
            if (!iri(profile).equals(Term.PROFILE)) {
                throw profile.wrong("n'est pas le profil " + Term.PROFILE, "is not the profile " + Term.PROFILE);
            }
        });
        return new Policy(rules(fields, PERMISSION), rules(fields, PROHIBITION), rules(fields, OBLIGATION));
    }

    private List<Rule> rules(Fields fields, String name) {
        List<Rule> rules = new ArrayList<>();
        for (Value value : fields.several(name)) {
            boolean permission = name.equals(PERMISSION);
            Fields rule = fields(value.object(), value.place(), permission ? Set.of(ACTION, CONSTRAINT, DUTY)
                : Set.of(ACTION, CONSTRAINT));
            type(rule, Set.of(switch (name) {
                case PERMISSION -> "Permission";
                case PROHIBITION -> "Prohibition";
                default -> "Duty";
            }));
            List<Expression> constraints = new ArrayList<>();
            rule.several(CONSTRAINT).forEach(one -> constraints.add(expression(one)));
            rules.add(new Rule(iri(rule.required(ACTION)), constraints, permission ? rules(rule, DUTY) : List.of()));
        }
        return rules;
    }

    private Expression expression(Value value) {
        Fields fields = fields(value.object(), value.place(), Set.of(LEFT, OPERATOR, RIGHT, UNIT, Connective.AND.iri(),
            Connective.OR.iri(), Connective.XONE.iri(), Connective.AND_SEQUENCE.iri()));
        Optional<Connective> connective = fields.names().stream().map(Connective::ofIri).flatMap(Optional::stream)
            .findFirst();
        if (connective.isEmpty()) {
            type(fields, Set.of("Constraint"));
            return constraint(fields);
        }
        type(fields, Set.of("LogicalConstraint", "Constraint"));
        if (fields.names().stream().filter(name -> !name.startsWith("@")).count() != 1) {
            throw value.wrong("mêle un connecteur à autre chose", "mixes a connective with something else");
        }
        List<Expression> operands = new ArrayList<>();
        fields.several(connective.get().iri()).forEach(one -> operands.add(expression(one)));
        try {
            return Expression.of(connective.get(), operands);
        } catch (IllegalArgumentException e) {
            throw value.wrong("est vide, trop long ou trop profond", "is empty, too long or too deep");
        }
    }

    private Constraint constraint(Fields fields) {
        String term = iri(fields.required(LEFT));
        Value name = fields.required(OPERATOR);
        String iri = iri(name);
        Operator operator = Operator.of(iri).filter(known -> known.iri().equals(iri))
            .orElseThrow(() -> name.wrong("n'est pas un opérateur d'ODRL", "is not an operator of ODRL"));
        Optional<Term> known = Term.ofIri(term);
        fields.optional(UNIT).ifPresent(unit -> {
            if (known.isEmpty() || known.get().unit() == Unit.NONE || !iri(unit).equals(known.get().unit().iri())) {
                throw unit.wrong("n'est pas l'unité de cette condition", "is not the unit of this condition");
            }
        });
        List<Value> right = fields.several(RIGHT);
        if (right.isEmpty()) {
            throw fields.missing(RIGHT);
        }
        return new Constraint(term, operator, right.stream().map(value -> literal(value, known)).toList());
    }

    private String literal(Value value, Optional<Term> term) {
        JsonNode node = value.node();
        if (!(node instanceof ObjectNode object)) {
            return text(value, node);
        }
        Fields fields = fields(object, value.place(), Set.of("@value"));
        Value inner = fields.required("@value");
        fields.optional("@type").ifPresent(type -> {
            String iri = iri(type);
            boolean fits = iri.equals(LdContext.XSD + "string") || term.isPresent() && switch (term.get().type()) {
                case NUMBER, COUNT, PERCENT -> iri.equals(LdContext.XSD + "integer");
                case DAY -> iri.equals(LdContext.XSD + "date");
                case TRUE -> iri.equals(LdContext.XSD + "boolean");
                default -> false;
            };
            if (!fits) {
                throw type.wrong("n'est pas le type de cette condition", "is not the type of this condition");
            }
        });
        if (fields.names().contains("@id")) {
            throw value.wrong("n'est pas une valeur", "is not a value");
        }
        return text(inner, inner.node());
    }

    private static String text(Value value, JsonNode node) {
        if (node.isTextual() || node.isIntegralNumber() || node.isBoolean()) {
            return node.asText();
        }
        throw value.wrong("n'est ni un texte, ni un entier, ni vrai ou faux",
            "is neither a text nor a whole number nor true or false");
    }

    private void type(Fields fields, Set<String> names) {
        fields.optional("@type").ifPresent(type -> {
            String iri = iri(type);
            if (!iri.startsWith(Rule.ODRL) || !names.contains(iri.substring(Rule.ODRL.length()))) {
                throw type.wrong("n'est pas le type attendu ici", "is not the type expected here");
            }
        });
    }

    /** The IRI that a value names: as text, under {@code @id} or under {@code @value}. */
    private String iri(Value value) {
        JsonNode node = value.node();
        if (node instanceof ObjectNode object && object.size() == 1) {
            node = object.has("@id") ? object.get("@id") : object.has("@value") ? object.get("@value") : node;
        }
        if (!node.isTextual() || node.textValue().startsWith("@")) {
            throw value.wrong("n'est pas un nom", "is not a name");
        }
        return context.iri(node.textValue()).orElseThrow(() -> value.wrong("est un nom que rien ne définit ici",
            "is a name that nothing defines here"));
    }

    /** The fields of an object by their full names, none of them unknown. */
    private Fields fields(ObjectNode object, String place, Set<String> known) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String inner = Section.join(place, entry.getKey());
            Value value = new Value(entry.getValue(), inner);
            String name = context.iri(entry.getKey()).orElse("");
            boolean party = PARTIES.contains(name) && known.contains(ACTION) || PARTIES.contains(name)
                && known.contains(PROFILE);
            if (!known.contains(name) && !name.equals("@id") && !name.equals("@type") && !party) {
                throw value.wrong("est un champ inconnu, et ce qui est inconnu est refusé",
                    "is an unknown field, and what is unknown is refused");
            }
            if (party || name.equals("@id") || name.equals(TIMESTAMP)) {
                plain(value);
            }
            if (fields.put(name, value) != null) {
                throw value.wrong("est écrit deux fois sous deux noms", "is written twice under two names");
            }
        }
        return new Fields(fields, place);
    }

    /** A party, target, identifier or time is one text; as an object with more it could hold conditions of its own. */
    private static void plain(Value value) {
        for (Value one : value.several()) {
            JsonNode node = one.node();
            if (node instanceof ObjectNode object && object.size() <= 2) {
                node = object.has("@id") && object.size() == 1 ? object.get("@id") : object.get("@value");
            }
            if (node == null || !node.isTextual()) {
                throw value.wrong("n'est pas un simple identifiant", "is not a plain identifier");
            }
        }
    }

    /** One value and where it stands. */
    private record Value(JsonNode node, String place) {

        LdFault wrong(String french, String english) {
            return new LdFault(place, french, english);
        }

        ObjectNode object() {
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw wrong("n'est pas un objet", "is not an object");
        }

        /** The members of a list or set, or itself. */
        List<Value> several() {
            if (node instanceof ObjectNode object && object.size() == 1
                && (object.has("@list") || object.has("@set"))) {
                return new Value(object.elements().next(), place).several();
            }
            if (!node.isArray()) {
                return List.of(this);
            }
            List<Value> all = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                Value one = new Value(node.get(i), place + "[" + i + "]");
                if (one.node().isArray()) {
                    throw one.wrong("est une liste dans une liste", "is a list within a list");
                }
                if (node.size() == 1) {
                    return one.several();
                }
                all.add(one);
            }
            return all;
        }
    }

    /** An object's fields by their full names. */
    private record Fields(Map<String, Value> values, String place) {

        Set<String> names() {
            return values.keySet();
        }

        List<Value> several(String name) {
            return values.containsKey(name) ? values.get(name).several() : List.of();
        }

        Optional<Value> optional(String name) {
            List<Value> all = several(name);
            if (all.size() > 1) {
                throw values.get(name).wrong("a plus d'une valeur", "has more than one value");
            }
            return all.stream().findFirst();
        }

        Value required(String name) {
            return optional(name).orElseThrow(() -> missing(name));
        }

        LdFault missing(String name) {
            return new LdFault(Section.join(place, name.substring(name.lastIndexOf('/') + 1)), "manque", "is missing");
        }
    }
}

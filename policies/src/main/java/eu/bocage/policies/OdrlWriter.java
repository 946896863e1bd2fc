package eu.bocage.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes policies compacted by two prefixes that stand in the document itself, so that no reader has to fetch any. */
final class OdrlWriter {

    private static final String OURS = Term.PROFILE + "#";

    private OdrlWriter() {
    }

    static ObjectNode write(Policy policy) {
        ObjectNode object = Document.object().put("@type", "odrl:Set");
        object.putObject("@context").put("odrl", Rule.ODRL).put("bocage", OURS);
        object.putObject("odrl:profile").put("@id", Term.PROFILE);
        rules(object, "permission", policy.permissions());
        rules(object, "prohibition", policy.prohibitions());
        rules(object, "obligation", policy.obligations());
        return object;
    }

    private static void rules(ObjectNode object, String name, List<Rule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        ArrayNode array = object.putArray("odrl:" + name);
        for (Rule rule : rules) {
            ObjectNode one = array.addObject();
            id(one, "action", rule.action());
            if (!rule.constraints().isEmpty()) {
                ArrayNode constraints = one.putArray("odrl:constraint");
                rule.constraints().forEach(constraint -> constraints.add(expression(constraint)));
            }
            rules(one, "duty", rule.duties());
        }
    }

    private static ObjectNode expression(Expression expression) {
        ObjectNode object = Document.object();
        switch (expression) {
            case Constraint constraint -> {
                id(object, "leftOperand", constraint.term());
                id(object, "operator", constraint.operator().iri());
                if (constraint.values().size() == 1) {
                    object.put("odrl:rightOperand", constraint.values().getFirst());
                } else {
                    constraint.values().forEach(object.putArray("odrl:rightOperand")::add);
                }
            }
            case Logical logical -> {
                ArrayNode operands = object.putObject("odrl:" + logical.connective().odrl()).putArray("@list");
                logical.operands().forEach(operand -> operands.add(expression(operand)));
            }
        }
        return object;
    }

    private static void id(ObjectNode object, String name, String iri) {
        object.putObject("odrl:" + name).put("@id", iri.startsWith(OURS) ? "bocage:" + iri.substring(OURS.length())
            : "odrl:" + iri.substring(Rule.ODRL.length()));
    }
}

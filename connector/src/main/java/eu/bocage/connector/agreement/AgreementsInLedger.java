package eu.bocage.connector.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Logical;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Term;
import java.util.List;

/**
 * Agreements as entries {@code agreed} of the ledger. Both sides write down the same content, policy hash included: the
 * SHA-256 of the policy in canonical JSON, rules and constraints in the order that {@link Policy} gives them.
 */
public record AgreementsInLedger(Ledger ledger) implements AgreementBook {

    @Override
    public void agreed(Agreement agreement) {
        ObjectNode content = Json.object().put("agreement", agreement.id()).put("dataset", agreement.dataset())
            .put("provider", agreement.provider().text()).put("consumer", agreement.consumer().text())
            .put("policy", hash(agreement.policy()));
        Gate.named(agreement.policy(), Term.PROJECT).ifPresent(project -> content.put("project", project));
        Gate.named(agreement.policy(), Term.CHARTER).ifPresent(charter -> content.put("charter", charter));
        ledger.append("agreed", content);
    }

    static String hash(Policy policy) {
        ObjectNode json = Json.object();
        put(json.putArray("permissions"), policy.permissions());
        put(json.putArray("prohibitions"), policy.prohibitions());
        put(json.putArray("obligations"), policy.obligations());
        return Digest.of(Json.canonical(json));
    }

    private static void put(ArrayNode array, List<Rule> rules) {
        for (Rule rule : rules) {
            ObjectNode json = array.addObject().put("action", rule.action());
            ArrayNode constraints = json.putArray("constraints");
            rule.constraints().forEach(expression -> put(constraints.addObject(), expression));
            if (!rule.duties().isEmpty()) {
                put(json.putArray("duties"), rule.duties());
            }
        }
    }

    private static void put(ObjectNode json, Expression expression) {
        switch (expression) {
            case Constraint constraint -> {
                json.put("term", constraint.term()).put("operator", constraint.operator().name());
                constraint.values().forEach(json.putArray("values")::add);
            }
            case Logical logical -> {
                ArrayNode operands = json.put("connective", logical.connective().name()).putArray("operands");
                logical.operands().forEach(operand -> put(operands.addObject(), operand));
            }
        }
    }
}

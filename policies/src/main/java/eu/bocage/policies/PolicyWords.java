package eu.bocage.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A policy in plain words, from the very model that is evaluated: one bullet a condition, nested as it is. */
final class PolicyWords {

    private final Names names;
    private final Lines lines = new Lines();

    private PolicyWords(Names names) {
        this.names = names;
    }

    static Words of(Policy policy, Optional<Charter> charter) {
        return new PolicyWords(new Names(charter)).policy(policy);
    }

    /** One condition; a line for each that it is made of, the first without a bullet. */
    static Words of(Expression expression, ConditionWords.Side side, Optional<Charter> charter) {
        PolicyWords words = new PolicyWords(new Names(charter));
        words.expression(expression, side, 0);
        return words.lines.words();
    }

    private Words policy(Policy policy) {
        List<Reason> faults = policy.faults();
        if (!faults.isEmpty()) {
            lines.add(0, "Cette règle ne permet rien, car ce nœud ne la comprend pas entièrement :",
                "This policy permits nothing, for this node does not understand it in full:");
            faults.forEach(fault -> lines.add(1, new Words(fault.french(), fault.english())));
        }
        if (policy.permissions().size() == 1) {
            lines.add(0, faults.isEmpty() ? "Des questions peuvent être posées, à ces conditions :" : "Elle dit :",
                faults.isEmpty() ? "Questions may be asked, on these conditions:" : "It says:");
            permission(policy.permissions().getFirst(), 1);
        } else if (!policy.permissions().isEmpty()) {
            lines.add(0, "Elle dit que des questions peuvent être posées dans l'un de ces "
                + policy.permissions().size() + " cas :",
                "It says that questions may be asked in one of these " + policy.permissions().size() + " cases:");
            for (Rule permission : policy.permissions()) {
                lines.add(1, "À toutes ces conditions :", "On all these conditions:");
                permission(permission, 2);
            }
        }
        policy.prohibitions().forEach(this::prohibition);
        if (!policy.obligations().isEmpty()) {
            lines.add(0, "Dans tous les cas, ces promesses doivent être signées :",
                "In every case, these promises must be signed:");
            policy.obligations().forEach(duty -> conditions(duty.constraints(), ConditionWords.Side.PERMISSION, 1));
        }
        return lines.words();
    }

    private void permission(Rule permission, int depth) {
        conditions(permission.constraints(), ConditionWords.Side.PERMISSION, depth);
        if (!permission.duties().isEmpty()) {
            lines.add(depth, new Words("Ces promesses sont signées ; aucun nœud ne peut vérifier qu'elles sont "
                + "tenues :", "These promises are signed; no node can check that they are kept:"));
            permission.duties().forEach(duty ->
                conditions(duty.constraints(), ConditionWords.Side.PERMISSION, depth + 1));
        }
    }

    private void prohibition(Rule prohibition) {
        if (prohibition.constraints().isEmpty()) {
            lines.add(0, "Toute question est interdite.", "Every question is forbidden.");
            return;
        }
        lines.add(0, prohibition.constraints().size() == 1 ? "Il est interdit de demander dans ce cas :"
                : "Il est interdit de demander quand tout ceci est vrai à la fois :",
            prohibition.constraints().size() == 1 ? "Asking is forbidden in this case:"
                : "Asking is forbidden when all of this is true at once:");
        conditions(prohibition.constraints(), ConditionWords.Side.PROHIBITION, 1);
    }

    /** In the order of the vocabulary, what is made of several conditions last. */
    private void conditions(List<Expression> expressions, ConditionWords.Side side, int depth) {
        List<Expression> ordered = new ArrayList<>(expressions);
        ordered.sort(Comparator.comparingInt(PolicyWords::place));
        ordered.forEach(expression -> expression(expression, side, depth));
    }

    private void expression(Expression expression, ConditionWords.Side side, int depth) {
        switch (expression) {
            case Constraint constraint -> Shape.understood(constraint).ifPresent(term ->
                lines.add(depth, new ConditionWords(names, side).say(term, constraint)));
            case Logical logical -> {
                lines.add(depth, several(logical.connective()));
                conditions(logical.operands(), side, depth + 1);
            }
        }
    }

    private static Words several(Connective connective) {
        return switch (connective) {
            case AND, AND_SEQUENCE -> new Words("Tout ceci est vrai :", "All of this is true:");
            case OR -> new Words("L'un au moins de ces points est vrai :", "At least one of these points is true:");
            case XONE -> new Words("Un seul de ces points est vrai, pas deux :",
                "Exactly one of these points is true, not two:");
        };
    }

    private static int place(Expression expression) {
        return expression instanceof Constraint constraint
            ? Shape.understood(constraint).map(Term::ordinal).orElse(Integer.MAX_VALUE - 1) : Integer.MAX_VALUE;
    }
}

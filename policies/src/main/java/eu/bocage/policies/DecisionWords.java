package eu.bocage.policies;

import java.util.List;
import java.util.Optional;

/** A decision in plain words: what it is, every reason, the clause behind it and what would change it. */
final class DecisionWords {

    private final Optional<Charter> charter;
    private final Lines lines = new Lines();

    private DecisionWords(Optional<Charter> charter) {
        this.charter = charter;
    }

    static Words of(Decision decision, Optional<Charter> charter) {
        DecisionWords words = new DecisionWords(charter);
        switch (decision) {
            case Decision.Permitted permitted -> words.permitted(permitted);
            case Decision.NeedsApproval wanting -> words.needsApproval(wanting);
            case Decision.Denied(List<Reason> reasons) -> words.denied(reasons);
        }
        return words.lines.words();
    }

    private void permitted(Decision.Permitted permitted) {
        lines.add(0, "C'est permis.", "This is permitted.");
        ConditionWords words = new ConditionWords(new Names(charter), ConditionWords.Side.PERMISSION);
        if (permitted.rules().minimumGroup() > 0) {
            lines.add(1, words.say(Term.MINIMUM_GROUP, Constraint.of(Term.MINIMUM_GROUP, Operator.GTEQ,
                Integer.toString(permitted.rules().minimumGroup()))));
        }
        if (permitted.rules().dominancePercent() > 0) {
            lines.add(1, words.say(Term.DOMINANCE, Constraint.of(Term.DOMINANCE, Operator.LTEQ,
                Integer.toString(permitted.rules().dominancePercent()))));
        }
        if (!permitted.promises().isEmpty()) {
            lines.add(0, "Cela repose sur des promesses signées, qu'aucun nœud ne peut vérifier :",
                "This rests on signed promises, which no node can check:");
            permitted.promises().forEach(promise -> lines.add(1, of(promise)));
        }
    }

    private void needsApproval(Decision.NeedsApproval wanting) {
        lines.add(0, "Un comité doit d'abord donner son accord. Sans vote à temps, c'est un refus.",
            "A committee must agree first. Without a vote in time, this is a refusal.");
        wanting.what().forEach(approval -> {
            Words what = ConditionWords.approval(approval);
            lines.add(1, "Il faut : " + what.french() + ".", "Needed: " + what.english() + ".");
        });
        wanting.reasons().forEach(this::reason);
    }

    private void denied(List<Reason> reasons) {
        lines.add(0, reasons.size() == 1 ? "C'est refusé, pour une raison :"
                : "C'est refusé, pour " + reasons.size() + " raisons :",
            reasons.size() == 1 ? "This is refused, for one reason:"
                : "This is refused, for " + reasons.size() + " reasons:");
        reasons.forEach(this::reason);
    }

    private void reason(Reason reason) {
        lines.add(1, reason.french(), reason.english());
        clause(reason).ifPresent(clause -> lines.add(2, "Clause " + clause.id() + " : " + clause.title().french() + ".",
            "Clause " + clause.id() + ": " + clause.title().english() + "."));
        if (!reason.change().french().isEmpty()) {
            lines.add(2, "Ce qui changerait la décision : " + ended(reason.change().french()),
                "What would change the decision: " + ended(reason.change().english()));
        }
    }

    private static String ended(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private Optional<Clause> clause(Reason reason) {
        return charter.flatMap(known -> known.clauses().stream()
            .filter(clause -> clause.id().equals(reason.clause())).findFirst());
    }

    /** A promise as its condition says it; each attested term has an operator for its value. */
    static Words of(Promise promise) {
        return new ConditionWords(new Names(Optional.empty()), ConditionWords.Side.PERMISSION).say(promise.term(),
            Constraint.of(promise.term(), promise.term().operators().iterator().next(), promise.value()));
    }
}

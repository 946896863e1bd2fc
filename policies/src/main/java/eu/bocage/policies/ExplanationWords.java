package eu.bocage.policies;

import java.util.Comparator;
import java.util.List;

/** An explanation as a text, by the moments at which things are checked. */
final class ExplanationWords {

    private final Lines lines = new Lines();

    private ExplanationWords() {
    }

    static Words of(Explanation explanation) {
        ExplanationWords words = new ExplanationWords();
        words.text(explanation);
        return words.lines.words();
    }

    private void text(Explanation explanation) {
        lines.add(0, "Avant de signer, voici ce qui sera vérifié, quand, et d'après quoi.",
            "Before you sign, here is what will be checked, when, and against what.");
        for (Scope scope : Scope.values()) {
            List<Explanation.Check> now = explanation.checks().stream().filter(check -> check.since() == scope)
                .toList();
            if (!now.isEmpty()) {
                lines.add(0, when(scope));
                now.forEach(this::check);
            }
        }
        if (!explanation.hidden().isEmpty()) {
            lines.add(0, "Sur la réponse, une fois la dépense faite, qui n'est jamais rendue :",
                "On the answer, once the cost is spent, which is never given back:");
            explanation.hidden().forEach(this::check);
        }
        if (!explanation.promises().isEmpty()) {
            lines.add(0, "Ce qui est promis, et que nul nœud ne peut vérifier :",
                "What is promised, and no node can check:");
            explanation.promises().forEach(this::check);
        }
        if (!explanation.people().isEmpty()) {
            lines.add(0, "Ce que la charte demande encore, sous la garde des personnes et des juges :",
                "What the charter also asks for, in the care of people and courts:");
            explanation.people().forEach(this::clause);
        }
    }

    private void check(Explanation.Check check) {
        if (check.forbids() && !check.terms().isEmpty()) {
            lines.add(1, "C'est interdit dans ce cas :", "This is forbidden in this case:");
            condition(check.condition(), 2);
        } else {
            condition(check.condition(), 1);
        }
        List<Words> sources = check.sources().stream().sorted(Comparator.naturalOrder())
            .map(Explanation.Source::words).toList();
        if (!sources.isEmpty()) {
            lines.add(2, "D'après : " + String.join(", puis ", sources.stream().map(Words::french).toList()) + ".",
                "Against: " + String.join(", then ", sources.stream().map(Words::english).toList()) + ".");
        }
        for (Clause clause : check.clauses()) {
            lines.add(2, "Clause " + clause.id() + " : " + clause.title().french() + ".",
                "Clause " + clause.id() + ": " + clause.title().english() + ".");
        }
    }

    /** The first line as a bullet at that depth, those below it kept below it. */
    private void condition(Words condition, int depth) {
        List<String> french = condition.french().lines().toList();
        List<String> english = condition.english().lines().toList();
        lines.add(depth, french.getFirst(), english.getFirst());
        for (int i = 1; i < french.size(); i++) {
            lines.add(0, "  ".repeat(depth) + french.get(i), "  ".repeat(depth) + english.get(i));
        }
    }

    private void clause(Clause clause) {
        lines.add(1, clause.id() + " : " + clause.title().french() + " (" + (clause.status() == Clause.Status.ATTESTED
            ? "promis par chaque membre qui signe la charte" : "aucune promesse signée à part") + ").",
            clause.id() + ": " + clause.title().english() + " (" + (clause.status() == Clause.Status.ATTESTED
                ? "promised by each member who signs the charter" : "no promise signed apart") + ").");
    }

    private static Words when(Scope scope) {
        return switch (scope) {
            case CATALOGUE -> new Words("Dès que l'offre est montrée, puis à chaque étape :",
                "As soon as the offer is shown, then at every step:");
            case NEGOTIATION -> new Words("À la signature de l'accord, puis à chaque étape :",
                "When the agreement is signed, then at every step:");
            case TRANSFER -> new Words("À l'ouverture de l'accès, puis à chaque étape :",
                "When access is opened, then at every step:");
            case MONITOR -> new Words("Tant que l'accès est ouvert :", "As long as access is open:");
            case QUERY -> new Words("À chaque question :", "At each question:");
            case KEY_SHARE -> new Words("Au moment d'ouvrir un résultat commun :",
                "When a joint result is to be opened:");
        };
    }
}

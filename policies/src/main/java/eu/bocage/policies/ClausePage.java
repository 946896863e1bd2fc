package eu.bocage.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The clause library as a page for people, in Markdown, from the data that charters take their clauses from. */
public final class ClausePage {

    private static final int WIDTH = 118;
    private static final int RULES = 30;

    private static final Words INTRODUCTION = new Words("""
        # Bibliothèque de clauses

        **Projet : un juriste doit relire chaque clause avant que quiconque la signe.** Les textes ne sont pas un
        conseil juridique.

        Une charte reprend une clause en écrivant `library: OWN-1` parmi ses clauses. Les mots de la clause entrent
        alors dans la charte, qui est signée en entier : une bibliothèque plus récente ne change aucune charte signée.

        Chaque clause dit honnêtement qui y veille :

        - **appliquée** : chaque nœud la vérifie lui-même et refuse ce qui s'en écarte ;
        - **promise** : le signataire s'engage ; aucun nœud ne peut le vérifier seul ;
        - **hors machine** : les personnes et les juges y veillent.

        Les six premières familles sont celles que le Comité ligérien de la donnée a retenues en décembre 2025 ; la
        septième dit comment le territoire décide. Les règles P01 à P30 sont celles que nous avons relevées dans le
        dossier de La Gazette des communes du 24 janvier 2022 sur les contrats et la donnée.
        """, """
        # Clause library

        **Draft: a lawyer must read each clause before anybody signs it.** The texts are no legal advice.

        A charter takes a clause over by writing `library: OWN-1` among its clauses. The words of the clause then enter
        the charter, which is signed as a whole: a later library changes no signed charter.

        Each clause says honestly who sees to it:

        - **enforced**: each node checks it itself and refuses what departs from it;
        - **promised**: the signatory undertakes it; no node can check it alone;
        - **not by machine**: people and courts see to it.

        The first six families are those that the Comité ligérien de la donnée settled on in December 2025; the seventh
        says how the territory decides. Rules P01 to P30 are those that we noted in the special issue of La Gazette des
        communes of 24 January 2022 on contracts and data. The text of the contract is in French.
        """);

    private final ClauseLibrary library;
    private final Function<Words, String> language;
    private final List<String> lines = new ArrayList<>();

    private ClausePage(ClauseLibrary library, Function<Words, String> language) {
        this.library = library;
        this.language = language;
    }

    /** The page in both languages, each a Markdown document. */
    public static Words of(ClauseLibrary library) {
        return new Words(new ClausePage(library, Words::french).page(), new ClausePage(library, Words::english).page());
    }

    private String page() {
        lines.addAll(say(INTRODUCTION).lines().toList());
        families();
        rules();
        for (StandardClause.Family family : StandardClause.Family.values()) {
            add("", "## " + say(family.words()));
            library.clauses().stream().filter(clause -> clause.family() == family).forEach(this::clause);
        }
        return String.join("\n", lines) + "\n";
    }

    private void families() {
        add("", "## " + say("Familles", "Families"), "", "| " + say("famille", "family") + " | "
            + String.join(" | ", words(Clause.Status.values())) + " |", "|---|---|---|---|");
        for (StandardClause.Family family : StandardClause.Family.values()) {
            StringBuilder row = new StringBuilder("| " + say(family.words()) + " |");
            for (Clause.Status status : Clause.Status.values()) {
                row.append(' ').append(library.clauses().stream()
                    .filter(clause -> clause.family() == family && clause.status() == status).count()).append(" |");
            }
            add(row.toString());
        }
    }

    private void rules() {
        add("", "## " + say("Règles et clauses", "Rules and clauses"), "",
            "| " + say("règle", "rule") + " | " + say("clauses", "clauses") + " |", "|---|---|");
        IntStream.rangeClosed(1, RULES).mapToObj(number -> String.format(Locale.ROOT, "P%02d", number)).forEach(rule ->
            add("| " + rule + " | " + String.join(", ", library.clauses().stream()
                .filter(clause -> clause.rules().contains(rule)).map(StandardClause::id).toList()) + " |"));
    }

    private void clause(StandardClause clause) {
        add("", "### " + clause.id() + " " + say(clause.title()), "");
        wrap("", "", say(clause.plain()));
        add("");
        wrap("> ", "> ", clause.law());
        add("");
        item(say("Qui y veille", "Who sees to it"), say(words(clause.status())));
        if (!clause.terms().isEmpty()) {
            item(say("Ce que le nœud lit", "What the node reads"), String.join(", ", clause.terms().stream()
                .sorted(Comparator.naturalOrder()).map(term -> say(term.words()) + " (`" + term.key() + "`)")
                .toList()));
        }
        clause.promise().ifPresent(promise -> item(say("Promesse signée", "Signed promise"),
            say("« " + promise.french() + " »", "\"" + promise.english() + "\"")));
        item(say("Ce qu'il en reste", "What is left behind"), say(clause.evidence()));
        if (!clause.rules().isEmpty()) {
            item(say("Règles", "Rules"), String.join(", ", clause.rules()));
        }
    }

    private void item(String name, String text) {
        wrap("- ", "  ", name + say(" : ", ": ") + text);
    }

    private void wrap(String first, String next, String text) {
        StringBuilder line = new StringBuilder(first);
        int empty = first.length();
        for (String word : text.split(" ")) {
            if (line.length() > empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                empty = next.length();
            }
            line.append(line.length() > empty ? " " : "").append(word);
        }
        lines.add(line.toString());
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private List<String> words(Clause.Status... statuses) {
        return List.of(statuses).stream().map(status -> say(words(status))).toList();
    }

    private static Words words(Clause.Status status) {
        return switch (status) {
            case ENFORCED -> new Words("appliquée", "enforced");
            case ATTESTED -> new Words("promise", "promised");
            case NOT_ENFORCEABLE -> new Words("hors machine", "not by machine");
        };
    }

    private String say(Words words) {
        return language.apply(words);
    }

    private String say(String french, String english) {
        return say(new Words(french, english));
    }
}

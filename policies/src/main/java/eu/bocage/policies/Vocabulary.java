package eu.bocage.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The vocabulary as it is published, made from {@link Term}: a JSON-LD context and a page for people. The resources
 * {@code odrl/context.jsonld} and {@code odrl/vocabulary.md} beside this class are what these methods give.
 */
final class Vocabulary {

    private static final int WIDTH = 118;

    private Vocabulary() {
    }

    /** JSON-LD 1.1, ended by a line break. */
    static String context() {
        ObjectNode document = Document.object();
        ObjectNode context = document.putObject("@context").put("@version", 1.1).put("odrl", Rule.ODRL)
            .put("bocage", Term.PROFILE + "#").put("xsd", LdContext.XSD).put("uid", "@id").put("type", "@type");
        for (String name : LdContext.ODRL_NAMES) {
            switch (name) {
                case "leftOperand", "operator", "action", "unit" ->
                    context.putObject(name).put("@id", "odrl:" + name).put("@type", "@vocab");
                case "permission", "prohibition", "obligation", "duty", "constraint" ->
                    context.putObject(name).put("@id", "odrl:" + name).put("@container", "@set");
                case "and", "or", "xone", "andSequence" ->
                    context.putObject(name).put("@id", "odrl:" + name).put("@container", "@list");
                case "target", "assigner", "assignee", "profile" ->
                    context.putObject(name).put("@id", "odrl:" + name).put("@type", "@id");
                default -> context.put(name, "odrl:" + name);
            }
        }
        context.put("promise", "bocage:promise");
        for (Term term : Term.values()) {
            context.put(term.key(), "bocage:" + term.key());
        }
        try {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return JsonMapper.builder().build().writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                .writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always expressible", e);
        }
    }

    /** Markdown, French before English. */
    static String page() {
        StringBuilder page = new StringBuilder("""
            # Vocabulaire des politiques d'usage · Vocabulary of usage policies

            Profil ODRL 2.2 `%1$s`, termes `%1$s#…`. Cette page vient du programme qui décide.

            ODRL 2.2 profile `%1$s`, terms `%1$s#…`. This page comes from the program that decides.

            Une politique contient une permission `odrl:use`, avec toutes les conditions marquées « toujours », et
            d'autres si la charte ou la fiche les demande ; des interdictions `odrl:use` ; des devoirs
            `bocage:promise`, qui portent ce que le demandeur promet et signe. Ce qui n'est pas sur cette page est
            refusé. Un fait inconnu refuse.

            A policy holds one permission to `odrl:use`, with every condition marked "always", and others where the
            charter or the card asks for them; prohibitions of `odrl:use`; duties `bocage:promise`, which hold what
            the requester promises and signs. What is not on this page is refused. A fact that is not known refuses.

            Moments, dans l'ordre :
            %2$s.
            Ce qui est jugé à l'un l'est encore aux suivants.

            Moments, in order:
            %3$s.
            What is judged at one is judged again at the next ones.
            """.formatted(Term.PROFILE,
            Arrays.stream(Scope.values()).map(scope -> of(scope).french()).collect(Collectors.joining(", ")),
            Arrays.stream(Scope.values()).map(scope -> of(scope).english()).collect(Collectors.joining(", "))));
        for (Term.Kind kind : Term.Kind.values()) {
            Words words = of(kind);
            page.append("\n## ").append(words.french()).append(" · ").append(words.english()).append('\n');
            for (Term term : Term.values()) {
                if (term.kind() == kind) {
                    term(page, term);
                }
            }
        }
        return page.toString();
    }

    private static void term(StringBuilder page, Term term) {
        page.append("\n### ").append(term.key()).append("\n\n");
        both(page, "", term.words());
        line(page, "IRI", "`" + term.iri() + "`");
        both(page, "Valeur · Value", of(term.type()));
        both(page, "Fait · Fact", of(term.subject()));
        line(page, "Opérateurs · Operators", term.operators().stream().map(one -> "`" + one.odrl() + "`")
            .collect(Collectors.joining(", ")));
        if (term.unit() != Unit.NONE) {
            both(page, "Unité · Unit `" + term.unit().iri() + "`", term.unit().words());
        }
        Words since = of(Arrays.stream(Scope.values()).filter(term::judgedAt).findFirst().orElseThrow());
        both(page, "Dès · From", since);
        if (term.mandatory()) {
            both(page, "Présence · Presence", new Words("toujours", "always"));
        }
    }

    private static void both(StringBuilder page, String name, Words words) {
        String start = "- " + (name.isEmpty() ? "" : name + " : ") + words.french();
        boolean wide = start.length() + words.english().length() + 3 > WIDTH;
        page.append(start).append(wide ? " ·\n  " : " · ").append(words.english()).append('\n');
    }

    private static void line(StringBuilder page, String name, String text) {
        page.append("- ").append(name).append(" : ").append(text).append('\n');
    }

    private static Words of(Term.Kind kind) {
        return switch (kind) {
            case GATE -> new Words("Barrières, jugées avant toute lecture des lignes",
                "Gates, judged before any row is read");
            case OUTPUT_RULE -> new Words("Règles de sortie, sur la réponse bruitée et jamais remboursées",
                "Output rules, on the noisy answer, never refunded");
            case ATTESTED -> new Words("Promesses signées, qu'aucun nœud ne peut vérifier",
                "Signed promises, which no node can check");
        };
    }

    private static Words of(Scope scope) {
        return switch (scope) {
            case CATALOGUE -> new Words("catalogue", "catalogue");
            case NEGOTIATION -> new Words("offre et accord", "offer and agreement");
            case TRANSFER -> new Words("ouverture de l'accès", "opening of access");
            case MONITOR -> new Words("accès en cours", "running access");
            case QUERY -> new Words("question", "query");
            case KEY_SHARE -> new Words("part de clé", "key share");
        };
    }

    private static Words of(ValueType type) {
        return switch (type) {
            case HASH -> new Words("empreinte `sha-256:` et 64 chiffres hexadécimaux",
                "hash, `sha-256:` and 64 hexadecimal digits");
            case IDENTIFIER -> new Words("1 à 63 minuscules sans accent, chiffres et traits d'union",
                "1 to 63 lower-case letters, digits and hyphens");
            case NAME -> new Words("1 à 63 lettres, chiffres, _ . et -, ou `" + Term.NONE + "` pour rien",
                "1 to 63 letters, digits, _ . and -, or `" + Term.NONE + "` for nothing");
            case ZONING -> {
                String levels = Arrays.stream(Zoning.values()).map(level -> "`" + level.text() + "`")
                    .collect(Collectors.joining(", "));
                yield new Words("un de " + levels, "one of " + levels);
            }
            case DAY -> new Words("jour comme 2026-01-31", "day such as 2026-01-31");
            case NUMBER -> new Words("entier de 0 à 2^53 - 1", "whole number from 0 to 2^53 - 1");
            case COUNT -> new Words("entier de 0 à 2^31 - 1", "whole number from 0 to 2^31 - 1");
            case PERCENT -> new Words("entier de 1 à 100", "whole number from 1 to 100");
            case COUNTRY -> new Words("deux majuscules, comme FR", "two upper-case letters, such as FR");
            case APPROVAL -> new Words("`collège:quorum:majorité:jours`, comme `research:3:51:14`",
                "`college:quorum:majority:days`, such as `research:3:51:14`");
            case SHARING -> new Words("`none` (personne) ou `members` (les membres du territoire)",
                "`none` (nobody) or `members` (the members of the territory)");
            case TEXT -> new Words("1 à 200 caractères lisibles, sur une ligne",
                "1 to 200 legible characters, on one line");
            case TRUE -> new Words("`true`, rien d'autre", "`true`, nothing else");
        };
    }

    private static Words of(Subject subject) {
        return switch (subject) {
            case ONE, EXACT -> new Words("une valeur", "one value");
            case KIND -> new Words("une valeur, `isA` admettant aussi les plus précises",
                "one value, `isA` taking in the narrower ones");
            case ORDERED, AT_MOST, AT_LEAST -> new Words("une valeur dans un ordre", "one value in an order");
            case HELD -> new Words("ce que le demandeur a ; `eq` et `isAnyOf` en demandent une",
                "all that the requester has; `eq` and `isAnyOf` ask for one of them");
            case USED -> new Words("chaque valeur de la question : toutes doivent être permises, aucune interdite",
                "each value that the question uses: all must be allowed, none prohibited");
            case GIVEN -> new Words("les votes, qui doivent tous suffire", "the votes, all of which must suffice");
            case LEAST, MOST -> new Words("la valeur la plus stricte s'applique", "the strictest value applies");
        };
    }
}

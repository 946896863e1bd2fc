package eu.bocage.policies;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One condition of a policy in plain words: a whole sentence that says what is the case when it holds. There is one
 * sentence for each term, each operator and each side of a policy, so that nothing evaluated goes unsaid.
 */
final class ConditionWords {

    /** On which side of a policy a condition stands. */
    enum Side {
        /** It has to hold. */
        PERMISSION,
        /** Where it holds, asking is forbidden. */
        PROHIBITION
    }

    private final Names names;
    private final Side side;

    ConditionWords(Names names, Side side) {
        this.names = names;
        this.side = side;
    }

    /** The sentence within another: no capital, no full stop; things by their identifiers. */
    static Words phrase(Term term, Constraint constraint, Side side) {
        Words sentence = new ConditionWords(new Names(Optional.empty()), side).say(term, constraint);
        return new Words(within(sentence.french()), within(sentence.english()));
    }

    private static String within(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1, sentence.length() - 1);
    }

    /** @param constraint understood by this node */
    Words say(Term term, Constraint constraint) {
        Operator operator = constraint.operator();
        List<String> values = constraint.values();
        String value = values.getFirst();
        return switch (term) {
            case CHARTER -> names.charter(value);
            case PROJECT -> sentence("Le demandeur porte le projet " + Quoted.french(value),
                "The requester owns the project " + Quoted.english(value));
            case PURPOSE -> one("La finalité", "The purpose", operator, names(values, names::purpose));
            case TERM -> day("La date", "The date", operator, value);
            case FINEST_ZONING -> zoning(operator, Zoning.of(value).orElseThrow().words());
            case BUDGET_PER_REQUEST -> atMost("La question dépense", "The question spends", operator,
                names.budget(value));
            case BUDGET_PER_PROJECT -> atMost("Avec cette question, le projet aura dépensé",
                "With this question, the project will have spent", operator, names.budget(value));
            case BUDGET_PER_UNIT_SPACE -> atMost("Sur cette population, tous les projets auront dépensé ensemble",
                "On this population, all projects together will have spent", operator, names.budget(value));
            case REQUESTS_PER_DAY -> atMost("Ce jour, cette question comprise, le projet aura posé",
                "On this day, with this question, the project will have asked", operator,
                count(value, "question", "questions", "question", "questions"));
            case MEASURES -> used("mesures", "measures", "La question ne demande que des effectifs, aucune mesure",
                "The question asks for counts only, for no measure", operator, values);
            case KEYS -> used("critères de regroupement", "criteria",
                "La question ne regroupe et ne filtre que par lieu", "The question groups and filters by place only",
                operator, values);
            case COLUMNS -> used("colonnes", "columns", "La question ne lit aucune colonne",
                "The question reads no column", operator, values);
            case FUNCTIONS -> used("calculs", "calculations", "La question ne fait aucun calcul",
                "The question makes no calculation", operator, values);
            case NO_JOIN_WITH -> used("jeux de données", "datasets",
                "La réponse ne s'appuie sur aucun autre jeu de données", "The answer draws on no other dataset",
                operator, values);
            case AGGREGATE_ONLY -> sentence("Seuls sortent des résultats d'ensemble (effectifs, totaux), jamais une "
                + "ligne", "Only aggregate results (counts, totals) leave, never a row");
            case MINIMUM_GROUP -> sentence("Un chiffre qui repose, une fois brouillé, sur moins de "
                + number(value, Locale.FRENCH) + " unités (personnes, compteurs, exploitations) est masqué",
                "A figure that rests, once blurred, on fewer than " + number(value, Locale.ENGLISH)
                    + " units (people, meters, farms) is hidden");
            case DOMINANCE -> sentence("Un chiffre dont une seule unité pourrait faire plus de " + value
                + " % est masqué", "A figure of which a single unit could make up more than " + value
                + "% is hidden");
            case ROLE -> held("le rôle", "l'un des rôles", "tous les rôles", "aucun des rôles", "the role",
                "one of the roles", "all of the roles", "none of the roles", operator, values);
            case LABEL -> held("le label", "l'un des labels", "tous les labels", "aucun des labels", "the label",
                "one of the labels", "all of the labels", "none of the labels", operator, values);
            case COLLEGE -> one("Le collège du demandeur", "The requester's college", operator,
                names(values, name -> new Words(Quoted.french(name), Quoted.english(name))));
            case JURISDICTION -> law("Le demandeur", "The requester", operator, Names.countries(values));
            case HOST_JURISDICTION -> law("L'hébergeur du demandeur", "The requester's host", operator,
                Names.countries(values));
            case RECIPROCITY -> sentence("Le demandeur a lui-même contribué au territoire",
                "The requester has itself contributed to the territory");
            case NOT_REVOKED -> sentence("L'accord n'a pas été révoqué", "The agreement has not been revoked");
            case EMBARGO -> embargo(operator, value);
            case EXCEPTIONAL_NEED -> sentence("Un besoin exceptionnel, crise ou urgence publique, est inscrit pour le "
                + "projet", "An exceptional need, crisis or public emergency, is on record for the project");
            case APPROVAL -> approvals(values);
            case NO_COMMERCIAL_USE -> promise("de ne faire aucun usage commercial des résultats",
                "to make no commercial use of the results");
            case NO_REIDENTIFICATION -> promise("de ne chercher à reconnaître personne dans les résultats",
                "to seek to recognise nobody in the results");
            case ATTRIBUTION -> promise("de citer la source ainsi : " + Quoted.french(value),
                "to name the source thus: " + Quoted.english(value));
            case FEE -> promise("de payer " + bound(operator, "au moins ", "plus de ") + euros(value).french(),
                "to pay " + bound(operator, "at least ", "more than ") + euros(value).english());
            case RETENTION -> promise("d'effacer les résultats en " + bound(operator, "au plus ", "moins de ")
                + count(value, "jour", "jours", "day", "days").french(),
                "to erase the results within " + bound(operator, "", "less than ")
                    + count(value, "jour", "jours", "day", "days").english());
            case ONWARD_SHARING -> value.equals("none")
                ? promise("de ne transmettre les résultats à personne", "to pass the results on to nobody")
                : promise("de ne transmettre les résultats qu'aux membres du territoire",
                    "to pass the results on to members of the territory only");
            case PUBLICATION -> promise("de publier ce qui a été appris en " + bound(operator, "au plus ", "moins de ")
                + count(value, "jour", "jours", "day", "days").french(),
                "to publish what was learnt within " + bound(operator, "", "less than ")
                    + count(value, "jour", "jours", "day", "days").english());
        };
    }

    private static Words one(String french, String english, Operator operator, Words values) {
        return switch (operator) {
            case EQ -> sentence(french + " est : " + values.french(), english + " is: " + values.english());
            case IS_ANY_OF -> sentence(french + " est parmi : " + values.french(),
                english + " is among: " + values.english());
            case NEQ, IS_NONE_OF -> sentence(french + " n'est pas parmi : " + values.french(),
                english + " is not among: " + values.english());
            case IS_A -> sentence(french + " est celle-ci ou l'une de celles qu'elle contient : " + values.french(),
                english + " is this one or one that it contains: " + values.english());
            case GT, GTEQ, LT, LTEQ, IS_ALL_OF, HAS_PART, IS_PART_OF -> throw unknown(operator);
        };
    }

    private static Words law(String french, String english, Operator operator, Words countries) {
        return switch (operator) {
            case EQ, IS_ANY_OF -> sentence(french + " est soumis au droit de l'un de ces pays : " + countries.french(),
                english + " is under the law of one of these countries: " + countries.english());
            case NEQ, IS_NONE_OF -> sentence(french + " n'est soumis au droit d'aucun de ces pays : "
                + countries.french(), english + " is under the law of none of these countries: "
                + countries.english());
            case GT, GTEQ, LT, LTEQ, IS_A, IS_ALL_OF, HAS_PART, IS_PART_OF -> throw unknown(operator);
        };
    }

    private static Words day(String french, String english, Operator operator, String value) {
        String jour = Names.day(value, Locale.FRENCH);
        String day = Names.day(value, Locale.ENGLISH);
        return switch (operator) {
            case EQ -> sentence(french + " est le " + jour, english + " is " + day);
            case NEQ -> sentence(french + " n'est pas le " + jour, english + " is not " + day);
            case GTEQ -> sentence(french + " est le " + jour + " ou plus tard", english + " is " + day + " or later");
            case LTEQ -> sentence(french + " est le " + jour + " ou plus tôt", english + " is " + day + " or earlier");
            case GT -> sentence(french + " vient après le " + jour, english + " comes after " + day);
            case LT -> sentence(french + " vient avant le " + jour, english + " comes before " + day);
            case IS_ANY_OF, IS_ALL_OF, IS_NONE_OF, IS_A, HAS_PART, IS_PART_OF -> throw unknown(operator);
        };
    }

    private static Words zoning(Operator operator, Words level) {
        return operator == Operator.GT
            ? sentence("Le plus petit lieu montré est plus large que " + level.french(),
                "The smallest place shown is wider than " + level.english())
            : sentence("Le plus petit lieu montré est " + level.french() + ", ou plus large",
                "The smallest place shown is " + level.english() + ", or wider");
    }

    private static Words embargo(Operator operator, String value) {
        return operator == Operator.GT
            ? sentence("L'embargo est levé : rien jusqu'au " + Names.day(value, Locale.FRENCH) + " inclus",
                "The embargo is over: nothing until " + Names.day(value, Locale.ENGLISH) + " included")
            : sentence("L'embargo est levé : rien avant le " + Names.day(value, Locale.FRENCH),
                "The embargo is over: nothing before " + Names.day(value, Locale.ENGLISH));
    }

    private static Words atMost(String french, String english, Operator operator, Words quantity) {
        return sentence(french + " " + bound(operator, "au plus ", "moins de ") + quantity.french(),
            english + " " + bound(operator, "at most ", "less than ") + quantity.english());
    }

    private static Words held(String the, String any, String all, String none, String theEnglish, String anyEnglish,
                              String allEnglish, String noneEnglish, Operator operator, List<String> values) {
        String french = names(values, name -> new Words(Quoted.french(name), "")).french();
        String english = names(values, name -> new Words("", Quoted.english(name))).english();
        boolean single = values.size() == 1;
        return switch (operator) {
            case EQ, IS_ANY_OF -> sentence("Le demandeur a " + (single ? the + " " : any + " ") + french,
                "The requester has " + (single ? theEnglish + " " : anyEnglish + " ") + english);
            case IS_ALL_OF, HAS_PART -> sentence("Le demandeur a " + (single ? the + " " : all + " ") + french,
                "The requester has " + (single ? theEnglish + " " : allEnglish + " ") + english);
            case NEQ, IS_NONE_OF -> sentence("Le demandeur n'a " + (single ? "pas " + the + " " : none + " ") + french,
                "The requester has " + (single ? "not " + theEnglish + " " : noneEnglish + " ") + english);
            case GT, GTEQ, LT, LTEQ, IS_A, IS_PART_OF -> throw unknown(operator);
        };
    }

    /** Of each thing that a question uses: a permission wants all to fit, a prohibition is met by a single one. */
    private Words used(String things, String thingsEnglish, String nothing, String nothingEnglish, Operator operator,
                       List<String> values) {
        boolean within = switch (operator) {
            case EQ, IS_ANY_OF, IS_PART_OF -> true;
            case NEQ, IS_NONE_OF -> false;
            case GT, GTEQ, LT, LTEQ, IS_ALL_OF, IS_A, HAS_PART -> throw unknown(operator);
        };
        boolean none = values.equals(List.of(Term.NONE));
        String list = names(values, name -> new Words(Quoted.plain(name), "")).french();
        if (side == Side.PERMISSION) {
            return within
                ? none ? sentence(nothing, nothingEnglish)
                    : sentence("La question se limite à ces " + things + " : " + list,
                        "The question keeps to these " + thingsEnglish + ": " + list)
                : none ? always() : sentence("La question laisse de côté ces " + things + " : " + list,
                    "The question leaves out these " + thingsEnglish + ": " + list);
        }
        return within
            ? none ? never() : sentence("La question touche à ces " + things + " : " + list,
                "The question touches these " + thingsEnglish + ": " + list)
            : none ? sentence("La question touche à des " + things, "The question touches " + thingsEnglish)
                : sentence("La question touche à d'autres " + things + " que : " + list,
                    "The question touches " + thingsEnglish + " other than: " + list);
    }

    private static Words always() {
        return sentence("Cette condition est toujours remplie", "This condition always holds");
    }

    private static Words never() {
        return sentence("Cette condition n'est jamais remplie", "This condition never holds");
    }

    private static Words approvals(List<String> values) {
        List<Words> each = values.stream().map(value -> Approval.of(value).orElseThrow())
            .map(ConditionWords::approval).toList();
        return sentence("Un comité a donné son accord : "
            + String.join(" ; ", each.stream().map(Words::french).toList()),
            "A committee has agreed: " + String.join("; ", each.stream().map(Words::english).toList()));
    }

    /** What one college has to give. */
    static Words approval(Approval approval) {
        Words days = count(Integer.toString(approval.days()), "jour", "jours", "day", "days");
        Words wanted = wanted(approval);
        return new Words("collège " + Quoted.french(approval.college()) + ", en " + days.french() + ", "
            + wanted.french(), "college " + Quoted.english(approval.college()) + ", within " + days.english() + ", "
                + wanted.english());
    }

    /** Of votes that one college has to give. */
    static Words wanted(Approval approval) {
        Words voters = count(Integer.toString(approval.quorum()), "votant", "votants", "voter", "voters");
        return new Words("au moins " + voters.french() + " et au moins " + approval.majorityPercent()
            + " % des membres du collège pour", "at least " + voters.english() + " and at least "
                + approval.majorityPercent() + "% of the college's members for");
    }

    private static Words promise(String french, String english) {
        return sentence("Le demandeur promet " + french, "The requester promises " + english);
    }

    private static Words sentence(String french, String english) {
        return new Words(french + ".", english + ".");
    }

    private static String bound(Operator operator, String included, String excluded) {
        return operator == Operator.LT || operator == Operator.GT ? excluded : included;
    }

    static Words count(String value, String one, String several, String oneEnglish, String severalEnglish) {
        return new Words(number(value, Locale.FRENCH) + " " + (value.equals("0") || value.equals("1") ? one : several),
            number(value, Locale.ENGLISH) + " " + (value.equals("1") ? oneEnglish : severalEnglish));
    }

    static String number(String value, Locale locale) {
        return String.format(locale, "%,d", Long.parseLong(value));
    }

    static Words euros(String cents) {
        long rest = Long.parseLong(cents) % 100;
        String whole = Long.toString(Long.parseLong(cents) / 100);
        String part = rest == 0 ? "" : String.format(Locale.ROOT, "%02d", rest);
        return new Words(number(whole, Locale.FRENCH) + (part.isEmpty() ? "" : "," + part) + " €",
            number(whole, Locale.ENGLISH) + (part.isEmpty() ? "" : "." + part) + " €");
    }

    private static Words names(List<String> values, Function<String, Words> name) {
        UnaryOperator<String> french = value -> name.apply(value).french();
        UnaryOperator<String> english = value -> name.apply(value).english();
        return new Words(String.join(", ", values.stream().map(french).toList()),
            String.join(", ", values.stream().map(english).toList()));
    }

    private static IllegalArgumentException unknown(Operator operator) {
        return new IllegalArgumentException("no such comparison for this term: " + operator.odrl());
    }
}

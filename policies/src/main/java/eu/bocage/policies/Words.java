package eu.bocage.policies;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A text in both languages; {@link #of} gives that of a policy in plain words, from the model that is evaluated. */
public record Words(String french, String english) {

    public Words {
        Objects.requireNonNull(french, "french");
        Objects.requireNonNull(english, "english");
    }

    /** One sentence a line, purposes by their identifiers. Says so when the policy permits nothing. */
    public static Words of(Policy policy) {
        return of(policy, id -> new Words(id, id));
    }

    /** The same, purposes in the words of the charter. */
    public static Words of(Policy policy, Charter charter) {
        return of(policy, id -> charter.purposeWords().getOrDefault(id, new Words(id, id)));
    }

    private static Words of(Policy policy, Function<String, Words> purposes) {
        List<Reason> faults = policy.faults();
        Words all = faults.isEmpty()
            ? new Words("Des questions peuvent être posées, à ces conditions :",
                "Questions may be asked, on these conditions:")
            : new Words("Cette règle ne permet rien, car ce nœud ne la comprend pas entièrement :",
                "This policy permits nothing, for this node does not understand it in full:");
        for (Reason fault : faults) {
            all = all.line(new Words(fault.french(), fault.english()));
        }
        for (Term term : Term.values()) {
            for (Rule permission : policy.permissions()) {
                for (Constraint constraint : permission.direct()) {
                    if (Shape.understood(constraint).filter(term::equals).isPresent()) {
                        all = all.line(sentence(term, constraint, purposes));
                    }
                }
            }
        }
        return all;
    }

    private Words line(Words line) {
        return new Words(french + "\n- " + line.french, english + "\n- " + line.english);
    }

    private static Words sentence(Term term, Constraint constraint, Function<String, Words> purposes) {
        String value = constraint.values().getFirst();
        return switch (term) {
            case CHARTER -> new Words("La charte signée par tous s'applique (empreinte " + value + ").",
                "The charter that everyone signed applies (hash " + value + ").");
            case PROJECT -> new Words("Seul le membre qui porte le projet « " + value + " » peut demander.",
                "Only the member that owns the project \"" + value + "\" may ask.");
            case PURPOSE -> new Words("Pour ces finalités seulement : "
                + list(constraint, id -> purposes.apply(id).french) + ".",
                "For these purposes only: " + list(constraint, id -> purposes.apply(id).english) + ".");
            case TERM -> constraint.operator() == Operator.GTEQ
                ? new Words("À partir du " + day(value, Locale.FRENCH) + ".",
                    "From " + day(value, Locale.ENGLISH) + ".")
                : new Words("Jusqu'au " + day(value, Locale.FRENCH) + " inclus.",
                    "Until " + day(value, Locale.ENGLISH) + " included.");
            case FINEST_ZONING -> {
                Words level = Zoning.of(value).orElseThrow().words();
                yield new Words("Aucun lieu n'est montré plus finement que " + level.french + ".",
                    "No place is shown finer than " + level.english + ".");
            }
            case BUDGET_PER_REQUEST -> new Words("Chaque question dépense au plus "
                + number(value, Locale.FRENCH) + " millionièmes de rho du budget de confidentialité.",
                "Each question spends at most " + number(value, Locale.ENGLISH)
                    + " millionths of rho of the privacy budget.");
            case MEASURES -> value.equals(Term.NONE)
                ? new Words("Seuls des effectifs peuvent être demandés, aucune mesure.",
                    "Only counts may be asked for, no measure.")
                : new Words("Outre les effectifs, seules ces mesures : " + list(constraint, name -> name) + ".",
                    "Besides counts, these measures only: " + list(constraint, name -> name) + ".");
            case KEYS -> value.equals(Term.NONE)
                ? new Words("Regrouper et filtrer ne se peut que par lieu.", "Grouping and filtering is by place only.")
                : new Words("Outre le lieu, regrouper et filtrer seulement par : " + list(constraint, name -> name)
                    + ".", "Besides place, group and filter only by: " + list(constraint, name -> name) + ".");
            case AGGREGATE_ONLY -> new Words("Seuls sortent des résultats d'ensemble (effectifs, totaux) ; aucune "
                + "ligne ne quitte le nœud.",
                "Only aggregate results (counts, totals) leave; no row leaves the node.");
            case MINIMUM_GROUP -> new Words("Un résultat dont l'effectif bruité est inférieur à "
                + number(value, Locale.FRENCH) + " est masqué, et la dépense reste due.",
                "A result whose noisy count is below " + number(value, Locale.ENGLISH)
                    + " is hidden, and what it spent stays spent.");
            default -> new Words(term.words().french + " : " + constraint.operator().odrl() + " "
                + constraint.joined() + ".",
                term.words().english + ": " + constraint.operator().odrl() + " " + constraint.joined() + ".");
        };
    }

    private static String list(Constraint constraint, UnaryOperator<String> name) {
        return String.join(", ", constraint.values().stream().map(name).toList());
    }

    private static String day(String value, Locale locale) {
        LocalDate day = LocalDate.parse(value);
        boolean first = locale == Locale.FRENCH && day.getDayOfMonth() == 1;
        return DateTimeFormatter.ofPattern(first ? "d'er' MMMM uuuu" : "d MMMM uuuu", locale).format(day);
    }

    private static String number(String value, Locale locale) {
        return String.format(locale, "%,d", Long.parseLong(value));
    }
}

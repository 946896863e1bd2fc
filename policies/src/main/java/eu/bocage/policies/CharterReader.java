package eu.bocage.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the fields of a charter, as the JSON Schema {@code charter.schema.json} beside this class describes them, and
 * what a schema cannot say: dates in order, a request within its budget, clause identifiers once each, broader purposes
 * that exist and form no circle.
 */
final class CharterReader {

    private static final int MOST_PURPOSES = 64;
    private static final int MOST_CLAUSES = 200;
    private static final int TITLE = 200;
    private static final int TEXT = 4000;
    /** A thousand rho: far past any protection, only there to keep sums far from overflow. */
    private static final long MOST_BUDGET = 1_000_000_000;

    private static final Pattern CLAUSE_ID = Pattern.compile("[A-Z][A-Z0-9-]{0,15}");

    static final Words IDENTIFIER = new Words(
        "fait de 1 à 63 minuscules sans accent, chiffres et traits d'union, sans trait au début",
        "1 to 63 lower-case letters, digits and hyphens, the first no hyphen");
    private static final Words HASH = new Words("une empreinte comme sha-256:… en 64 chiffres hexadécimaux",
        "a hash such as sha-256:… in 64 hexadecimal digits");
    private static final Words ZONING = new Words(
        "l'un de : address, iris, commune, epci, departement, region, territory",
        "one of: address, iris, commune, epci, departement, region, territory");
    private static final Words STATUS = new Words("l'un de : enforced, attested, not-enforceable",
        "one of: enforced, attested, not-enforceable");
    private static final Words TERM = new Words("l'un de : " + keys(), "one of: " + keys());

    private final Problems problems;
    private final Map<String, String> broader = new TreeMap<>();
    private Optional<Long> perProject = Optional.empty();

    private CharterReader(Problems problems) {
        this.problems = problems;
    }

    /** @throws InvalidDocument with everything in {@code problems} and everything found here */
    static Charter read(ObjectNode object, Problems problems) {
        return new CharterReader(problems).charter(new Section(object, "", problems));
    }

    private Charter charter(Section section) {
        Optional<String> id = section.read("id", CharterReader::identifier, IDENTIFIER);
        Optional<Long> version = section.number("version", 1, ValueType.MAX_EXACT);
        Optional<String> predecessor = section.optional("predecessor", name -> section.read(name,
            text -> Optional.of(text).filter(ValueType.HASH::accepts), HASH));
        Optional<Words> title = section.words("title", TITLE);
        Optional<LocalDate> from = section.day("from");
        Optional<LocalDate> until = section.day("until");
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            section.wrong("until", "précède « from » (" + from.get() + ") ; échangez-les ou corrigez l'un des deux",
                "is before \"from\" (" + from.get() + "); swap them or correct one of the two");
        }
        Map<String, Words> purposes = section.section("purposes").map(this::purposes).orElse(Map.of());
        Optional<Zoning> finest = section.read("finestZoning", Zoning::of, ZONING);
        Optional<Long> minimumGroup = section.number("minimumGroup", 0, 1_000_000);
        Optional<BudgetTerms> budget = section.section("budget").flatMap(this::budget);
        CharterTerms terms = new TermsReader(section, purposes.keySet()).read(perProject);
        List<Clause> clauses = clauses(section.sections("clauses", MOST_CLAUSES));
        section.close();
        problems.refuseAny();
        return new Charter(id.orElseThrow(), version.orElseThrow(), predecessor, title.orElseThrow(),
            from.orElseThrow(), until.orElseThrow(), purposes, broader, finest.orElseThrow(),
            minimumGroup.orElseThrow().intValue(), budget.orElseThrow(), terms, clauses);
    }

    private Map<String, Words> purposes(Section section) {
        Map<String, Words> purposes = new LinkedHashMap<>();
        List<String> names = section.names();
        if (names.isEmpty() || names.size() > MOST_PURPOSES) {
            problems.add("purposes", "ne contient pas 1 à " + MOST_PURPOSES + " finalités",
                "does not hold 1 to " + MOST_PURPOSES + " purposes");
        }
        for (String name : names) {
            if (identifier(name).isEmpty()) {
                section.wrong(name, "n'est pas " + IDENTIFIER.french(), "is not " + IDENTIFIER.english());
            }
            section.section(name).ifPresent(purpose -> {
                purpose.optional("broader", field -> purpose.read(field,
                    text -> Optional.of(text).filter(names::contains), new Words("une autre finalité de cette charte",
                        "another purpose of this charter"))).ifPresent(wide -> broader.put(name, wide));
                purpose.translated(TITLE).ifPresent(words -> purposes.put(name, words));
            });
        }
        for (String name : broader.keySet()) {
            if (circular(name)) {
                section.wrong(name, "se retrouve parmi ses propres finalités plus larges ; corrigez « broader »",
                    "is among its own broader purposes; correct \"broader\"");
            }
        }
        return purposes;
    }

    private boolean circular(String name) {
        String purpose = broader.get(name);
        for (int i = 0; i < MOST_PURPOSES && purpose != null && !purpose.equals(name); i++) {
            purpose = broader.get(purpose);
        }
        return name.equals(purpose);
    }

    private Optional<BudgetTerms> budget(Section section) {
        Optional<Long> perRequest = section.number("perRequest", 1, MOST_BUDGET);
        Optional<Long> perUnitSpace = section.number("perUnitSpace", 1, MOST_BUDGET);
        Optional<Long> questionsPerDay = section.number("questionsPerDay", 1, 1_000_000);
        perProject = section.optional("perProject", name -> section.number(name, 1, MOST_BUDGET));
        section.close();
        if (perRequest.isEmpty() || perUnitSpace.isEmpty() || questionsPerDay.isEmpty()) {
            return Optional.empty();
        }
        if (perUnitSpace.get() < perRequest.get()) {
            section.wrong("perUnitSpace", "est inférieur à « perRequest » (" + perRequest.get() + ") ; augmentez-le",
                "is less than \"perRequest\" (" + perRequest.get() + "); raise it");
            return Optional.empty();
        }
        return Optional.of(new BudgetTerms(perRequest.get(), perUnitSpace.get(), questionsPerDay.get().intValue()));
    }

    private List<Clause> clauses(List<Section> sections) {
        List<Clause> clauses = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            Optional<String> id = section.read("id",
                text -> Optional.of(text).filter(CLAUSE_ID.asMatchPredicate()),
                new Words("fait de 1 à 16 majuscules, chiffres et traits d'union, comme C01",
                    "1 to 16 upper-case letters, digits and hyphens, such as C01"));
            Optional<Words> title = section.words("title", TITLE);
            Optional<Words> text = section.words("text", TEXT);
            Optional<Clause.Status> status = section.read("status", Clause.Status::of, STATUS);
            Set<Term> terms = section.set("terms", Term.values().length, Term::ofKey, TERM);
            section.close();
            if (id.isPresent() && !ids.add(id.get())) {
                section.wrong("id", "est déjà celui d'une autre clause ; choisissez-en un autre",
                    "is that of another clause already; choose another");
            }
            status.ifPresent(known -> agree(section, known, terms));
            if (id.isPresent() && title.isPresent() && text.isPresent() && status.isPresent()) {
                clauses.add(new Clause(id.get(), title.get(), text.get(), status.get(), terms));
            }
        }
        return clauses;
    }

    private static void agree(Section section, Clause.Status status, Set<Term> terms) {
        if (status == Clause.Status.ENFORCED && terms.isEmpty()) {
            section.wrong("terms", "est vide : une clause « enforced » nomme les conditions que chaque nœud vérifie ; "
                + "nommez-en une ou changez « status »",
                "is empty: an \"enforced\" clause names the conditions that every node checks; name one or change "
                    + "\"status\"");
        }
        if (status == Clause.Status.NOT_ENFORCEABLE && !terms.isEmpty()) {
            section.wrong("terms", "n'est pas vide : une clause « not-enforceable » n'est vérifiée par aucun nœud ; "
                + "videz la liste ou changez « status »",
                "is not empty: a \"not-enforceable\" clause is checked by no node; empty the list or change "
                    + "\"status\"");
        }
    }

    static Optional<String> identifier(String text) {
        return Optional.of(text).filter(ValueType.IDENTIFIER::accepts);
    }

    private static String keys() {
        List<String> keys = new ArrayList<>();
        for (Term term : Term.values()) {
            keys.add(term.key());
        }
        return String.join(", ", keys);
    }
}

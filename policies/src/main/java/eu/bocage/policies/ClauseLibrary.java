package eu.bocage.policies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Clauses to choose from, by family, as the resources {@code clauses/*.yaml} beside this class hold them. Drafts: a
 * lawyer reads them before anybody signs. Immutable.
 */
public final class ClauseLibrary {

    private static final int MOST = 100;
    private static final int TITLE = 200;
    private static final int TEXT = 4000;

    private static final Pattern RULE = Pattern.compile("P(0[1-9]|[12][0-9]|30)");
    private static final Words RULE_FORM = new Words("un numéro de règle de P01 à P30",
        "the number of a rule from P01 to P30");

    private final List<StandardClause> clauses;
    private final Map<String, StandardClause> byId = new HashMap<>();

    private ClauseLibrary(List<StandardClause> clauses) {
        this.clauses = List.copyOf(clauses);
        for (StandardClause clause : clauses) {
            if (byId.put(clause.id(), clause) != null) {
                throw new IllegalArgumentException("two clauses of the library are called " + clause.id());
            }
        }
    }

    /** The library that ships with this version. */
    public static ClauseLibrary standard() {
        return Shipped.LIBRARY;
    }

    /** By family, each in its own order. */
    public List<StandardClause> clauses() {
        return clauses;
    }

    public Optional<StandardClause> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The clause that a charter's clause was taken over from, if its words are still those of the library. */
    public Optional<StandardClause> behind(Clause clause) {
        return of(clause.id()).filter(standard -> standard.clause().text().equals(clause.text()));
    }

    /** Reads one family's file. @throws InvalidDocument naming every fault */
    static List<StandardClause> read(StandardClause.Family family, String yaml) {
        Problems problems = new Problems();
        Section document = new Section(YamlDocument.read(yaml, problems), "", problems);
        document.read("family", text -> Optional.of(text).filter(family.text()::equals),
            new Words("« " + family.text() + " », comme le nom du fichier", "\"" + family.text()
                + "\", as the file is called"));
        List<StandardClause> clauses = new ArrayList<>();
        for (Section section : document.sections("clauses", MOST)) {
            clause(family, section).ifPresent(clauses::add);
        }
        document.close();
        problems.refuseAny();
        return clauses;
    }

    private static Optional<StandardClause> clause(StandardClause.Family family, Section section) {
        Optional<String> id = section.text("id", 16);
        Set<String> rules = section.set("rules", 30,
            text -> Optional.of(text).filter(RULE.asMatchPredicate()), RULE_FORM);
        Optional<Words> title = section.words("title", TITLE);
        Optional<String> law = section.text("law", TEXT);
        Optional<Words> plain = section.words("plain", TEXT);
        Optional<Clause.Status> status = section.read("status", Clause.Status::of,
            new Words("l'un de : enforced, attested, not-enforceable", "one of: enforced, attested, not-enforceable"));
        Set<Term> terms = section.set("terms", Term.values().length, Term::ofKey,
            new Words("une condition du vocabulaire", "a term of the vocabulary"));
        Optional<Words> evidence = section.words("evidence", TEXT);
        Optional<Words> promise = status.filter(Clause.Status.ATTESTED::equals).isPresent()
            ? section.words("promise", TEXT) : Optional.empty();
        section.close();
        return id.isPresent() && title.isPresent() && law.isPresent() && plain.isPresent() && status.isPresent()
            && evidence.isPresent()
            ? Optional.of(new StandardClause(id.get(), family, List.copyOf(rules), title.get(), law.get(), plain.get(),
                status.get(), terms, evidence.get(), promise)) : Optional.empty();
    }

    /** Read at first use, once. */
    private static final class Shipped {

        private static final ClauseLibrary LIBRARY = load();

        private static ClauseLibrary load() {
            List<StandardClause> all = new ArrayList<>();
            for (StandardClause.Family family : StandardClause.Family.values()) {
                all.addAll(read(family, resource("clauses/" + family.text() + ".yaml")));
            }
            return new ClauseLibrary(all);
        }

        private static String resource(String name) {
            try (InputStream in = ClauseLibrary.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the resource " + name + " is not in this jar");
                }
                return Document.utf8(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

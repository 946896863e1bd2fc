package eu.bocage.policies;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The charter: what everyone signs. One charter has one canonical text ({@link #json}) and one {@link #hash}, however
 * its YAML was laid out: order of fields, quotes, line breaks within a text and comments make no difference. Two
 * charters with one hash are equal. Immutable. Its form is published as the resource {@code charter.schema.json} beside
 * this class.
 */
public final class Charter {

    private final String id;
    private final long version;
    private final Optional<String> predecessor;
    private final Words title;
    private final LocalDate from;
    private final LocalDate until;
    private final Map<String, Words> purposes;
    private final Map<String, String> broader;
    private final Zoning finestZoning;
    private final int minimumGroup;
    private final BudgetTerms budget;
    private final CharterTerms terms;
    private final List<Clause> clauses;
    private final String json;
    private final String hash;

    /** Of values that {@link CharterReader} found sound. */
    Charter(String id, long version, Optional<String> predecessor, Words title, LocalDate from, LocalDate until,
            Map<String, Words> purposes, Map<String, String> broader, Zoning finestZoning, int minimumGroup,
            BudgetTerms budget, CharterTerms terms, List<Clause> clauses) {
        this.id = id;
        this.version = version;
        this.predecessor = predecessor;
        this.title = title;
        this.from = from;
        this.until = until;
        this.purposes = Collections.unmodifiableMap(new TreeMap<>(purposes));
        this.broader = Map.copyOf(broader);
        this.finestZoning = finestZoning;
        this.minimumGroup = minimumGroup;
        this.budget = budget;
        this.terms = terms;
        this.clauses = List.copyOf(clauses);
        this.json = Document.canonical(new CharterWriter(this).object());
        this.hash = "sha-256:" + HexFormat.of().formatHex(sha256(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a charter as a person wrote it; an item {@code library: OWN-1} among the clauses stands for that clause of
     * the library ({@link ClauseLibrary}).
     *
     * @throws InvalidDocument naming every fault
     */
    public static Charter fromYaml(String yaml) {
        Problems problems = new Problems();
        return CharterReader.read(LibraryClauses.expand(YamlDocument.read(yaml, problems), problems), problems);
    }

    /** Reads the bytes of a charter's file. @throws InvalidDocument naming every fault, as bytes that are not UTF-8 */
    public static Charter fromYaml(byte[] utf8) {
        return fromYaml(Document.utf8(utf8));
    }

    /** Reads a charter in canonical JSON (RFC 8785). @throws InvalidDocument naming every fault */
    public static Charter fromJson(String json) {
        Problems problems = new Problems();
        Charter charter = CharterReader.read(Document.json(json, problems), problems);
        if (!charter.json.equals(json)) {
            problems.add("", "le texte n'est pas sous sa forme canonique (RFC 8785) ; demandez-le au signataire",
                "the text is not in its canonical form (RFC 8785); ask whoever signed it for it");
            throw problems.refusal();
        }
        return charter;
    }

    /** Canonical JSON (RFC 8785). */
    public String json() {
        return json;
    }

    /** {@code sha-256:} and 64 lower-case hexadecimal digits over {@link #json} in UTF-8. */
    public String hash() {
        return hash;
    }

    public String id() {
        return id;
    }

    public long version() {
        return version;
    }

    /** Hash of the version that this one replaces; empty for the first. */
    public Optional<String> predecessor() {
        return predecessor;
    }

    public Words title() {
        return title;
    }

    /** First day on which agreements under it hold (UTC). */
    public LocalDate from() {
        return from;
    }

    /** Last day on which agreements under it hold (UTC), not before {@link #from}. */
    public LocalDate until() {
        return until;
    }

    /** Identifiers of the purposes. */
    public Set<String> purposes() {
        return purposes.keySet();
    }

    /** Each purpose in plain words. */
    public Map<String, Words> purposeWords() {
        return purposes;
    }

    /** Each purpose that has a broader one, and that one; without circles. */
    public Map<String, String> broader() {
        return broader;
    }

    /** Whether a purpose is another one or narrower. */
    boolean within(String narrow, String wide) {
        return Atom.within(narrow, wide, broader);
    }

    public Zoning finestZoning() {
        return finestZoning;
    }

    /** The least noisy count of units behind a shown cell, 0 for none. */
    public int minimumGroup() {
        return minimumGroup;
    }

    public BudgetTerms budget() {
        return budget;
    }

    /** What it asks for beyond what every charter does. */
    public CharterTerms terms() {
        return terms;
    }

    /** In the order of the document. */
    public List<Clause> clauses() {
        return clauses;
    }

    /** The decision with the clause behind each reason named: the first that names the reason's term. */
    public Decision cite(Decision decision) {
        return switch (decision) {
            case Decision.Denied(List<Reason> reasons) -> new Decision.Denied(cite(reasons));
            case Decision.NeedsApproval(List<Approval> what, List<Reason> reasons) ->
                new Decision.NeedsApproval(what, cite(reasons));
            case Decision.Permitted permitted -> permitted;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Charter charter && charter.json.equals(json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return id + " " + version + " " + hash;
    }

    private List<Reason> cite(List<Reason> reasons) {
        return reasons.stream().map(this::cite).toList();
    }

    private Reason cite(Reason reason) {
        for (Clause clause : clauses) {
            if (clause.terms().stream().anyMatch(term -> term.key().equals(reason.term()))) {
                return new Reason(reason.term(), clause.id(), reason.french(), reason.english(), reason.change());
            }
        }
        return reason;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

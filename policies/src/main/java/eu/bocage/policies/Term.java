package eu.bocage.policies;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The closed vocabulary: everything that a policy may be about, under one profile of ODRL 2.2. What is not in this
 * list, or not in the form that it gives, denies ({@link Decider}). Published as the resources
 * {@code odrl/context.jsonld} and {@code odrl/vocabulary.md} beside this class.
 */
public enum Term {
    CHARTER("charter", ValueType.HASH, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.CATALOGUE, "la charte",
        "the charter"),
    PROJECT("project", ValueType.IDENTIFIER, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.CATALOGUE, "le projet",
        "the project"),
    PURPOSE("purpose", ValueType.IDENTIFIER, Subject.KIND, Unit.NONE, Kind.GATE, Scope.CATALOGUE, "la finalité",
        "the purpose"),
    TERM("term", ValueType.DAY, Subject.ORDERED, Unit.DATE, Kind.GATE, Scope.CATALOGUE, "la durée", "the term"),
    FINEST_ZONING("finestZoning", ValueType.ZONING, Subject.AT_LEAST, Unit.LEVEL, Kind.GATE, Scope.QUERY,
        "la maille géographique", "the level of places"),
    BUDGET_PER_REQUEST("budgetPerRequest", ValueType.NUMBER, Subject.AT_MOST, Unit.MICRO_RHO, Kind.GATE, Scope.QUERY,
        "le budget de confidentialité", "the privacy budget"),
    MEASURES("measures", ValueType.NAME, Subject.USED, Unit.NONE, Kind.GATE, Scope.QUERY, "les mesures",
        "the measures"),
    KEYS("keys", ValueType.NAME, Subject.USED, Unit.NONE, Kind.GATE, Scope.QUERY,
        "les clés de regroupement et de filtre", "the keys to group and filter by"),
    AGGREGATE_ONLY("aggregateOnly", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.QUERY,
        "les résultats d'ensemble", "aggregate results"),
    MINIMUM_GROUP("minimumGroup", ValueType.COUNT, Subject.LEAST, Unit.DESCRIBED, Kind.OUTPUT_RULE, Scope.QUERY,
        "le groupe minimal", "the minimum group"),
    DOMINANCE("dominance", ValueType.PERCENT, Subject.MOST, Unit.PERCENT, Kind.OUTPUT_RULE, Scope.QUERY,
        "la part du plus gros", "the share of the largest"),
    ROLE("requesterRole", ValueType.IDENTIFIER, Subject.HELD, Unit.NONE, Kind.GATE, Scope.CATALOGUE,
        "le rôle du demandeur", "the requester's role"),
    LABEL("requesterLabel", ValueType.IDENTIFIER, Subject.HELD, Unit.NONE, Kind.GATE, Scope.CATALOGUE,
        "le label du demandeur", "the requester's label"),
    COLLEGE("requesterCollege", ValueType.IDENTIFIER, Subject.ONE, Unit.NONE, Kind.GATE, Scope.CATALOGUE,
        "le collège du demandeur", "the requester's college"),
    JURISDICTION("requesterJurisdiction", ValueType.COUNTRY, Subject.ONE, Unit.COUNTRY, Kind.GATE, Scope.CATALOGUE,
        "le pays dont le demandeur suit le droit", "the country whose law the requester is under"),
    HOST_JURISDICTION("hostJurisdiction", ValueType.COUNTRY, Subject.ONE, Unit.COUNTRY, Kind.GATE, Scope.CATALOGUE,
        "le pays dont l'hébergeur suit le droit", "the country whose law the host is under"),
    RECIPROCITY("hasContributed", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.NEGOTIATION,
        "la réciprocité", "reciprocity"),
    NOT_REVOKED("notRevoked", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.TRANSFER, "la non-révocation",
        "not being revoked"),
    EMBARGO("embargo", ValueType.DAY, Subject.AT_LEAST, Unit.DATE, Kind.GATE, Scope.TRANSFER, "l'embargo",
        "the embargo"),
    BUDGET_PER_PROJECT("budgetPerProject", ValueType.NUMBER, Subject.AT_MOST, Unit.MICRO_RHO, Kind.GATE, Scope.QUERY,
        "le budget de confidentialité du projet", "the project's privacy budget"),
    BUDGET_PER_UNIT_SPACE("budgetPerUnitSpace", ValueType.NUMBER, Subject.AT_MOST, Unit.MICRO_RHO, Kind.GATE,
        Scope.QUERY, "le budget de confidentialité des unités décrites", "the privacy budget of the units described"),
    REQUESTS_PER_DAY("requestsPerDay", ValueType.COUNT, Subject.AT_MOST, Unit.QUESTION, Kind.GATE, Scope.QUERY,
        "le nombre de questions par jour", "the number of questions a day"),
    COLUMNS("columns", ValueType.NAME, Subject.USED, Unit.NONE, Kind.GATE, Scope.QUERY, "les colonnes lues",
        "the columns read"),
    FUNCTIONS("functions", ValueType.IDENTIFIER, Subject.USED, Unit.NONE, Kind.GATE, Scope.QUERY, "les calculs",
        "the functions"),
    NO_JOIN_WITH("joinedWith", ValueType.NAME, Subject.USED, Unit.NONE, Kind.GATE, Scope.QUERY,
        "les jeux de données croisés", "the datasets joined"),
    EXCEPTIONAL_NEED("exceptionalNeed", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.GATE, Scope.NEGOTIATION,
        "le besoin exceptionnel", "exceptional need"),
    APPROVAL("approval", ValueType.APPROVAL, Subject.GIVEN, Unit.VOTE, Kind.GATE, Scope.QUERY, "l'accord des collèges",
        "the colleges' approval"),
    NO_COMMERCIAL_USE("noCommercialUse", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.ATTESTED, Scope.NEGOTIATION,
        "l'absence d'usage commercial", "no commercial use"),
    NO_REIDENTIFICATION("noReidentification", ValueType.TRUE, Subject.EXACT, Unit.NONE, Kind.ATTESTED,
        Scope.NEGOTIATION, "l'absence de réidentification", "no re-identification"),
    ATTRIBUTION("attribution", ValueType.TEXT, Subject.EXACT, Unit.NONE, Kind.ATTESTED, Scope.NEGOTIATION,
        "la mention de la source", "attribution"),
    FEE("fee", ValueType.NUMBER, Subject.LEAST, Unit.EURO_CENT, Kind.ATTESTED, Scope.NEGOTIATION, "la redevance",
        "the fee"),
    RETENTION("retention", ValueType.COUNT, Subject.MOST, Unit.DAY, Kind.ATTESTED, Scope.NEGOTIATION,
        "la conservation des résultats", "how long results are kept"),
    ONWARD_SHARING("onwardSharing", ValueType.SHARING, Subject.EXACT, Unit.NONE, Kind.ATTESTED, Scope.NEGOTIATION,
        "la transmission des résultats", "passing results on"),
    PUBLICATION("publication", ValueType.COUNT, Subject.MOST, Unit.DAY, Kind.ATTESTED, Scope.NEGOTIATION,
        "la publication des résultats", "publishing results");

    /** The profile's IRI. */
    public static final String PROFILE = "urn:bocage:odrl:1";

    /** The value of a term about what a question uses when nothing may be used. */
    public static final String NONE = "urn:bocage:odrl:1#none";

    /** The most values of one constraint. */
    static final int MOST_VALUES = 512;

    /** Terms without which a policy would leave open what no charter leaves open. */
    static final Set<Term> MANDATORY = Set.copyOf(EnumSet.range(CHARTER, MINIMUM_GROUP));

    /** When and how a term is judged. */
    public enum Kind {
        /** From facts that do not depend on rows; refusing is free. */
        GATE,
        /** On the noisy answer after the debit. */
        OUTPUT_RULE,
        /** By a promise that the requester has signed, for no node can check it. */
        ATTESTED
    }

    private static final String PREFIX = PROFILE + "#";
    private static final Map<String, Term> BY_KEY = byKey();

    private final String key;
    private final String iri;
    private final ValueType type;
    private final Subject subject;
    private final Unit unit;
    private final Kind kind;
    private final Scope since;
    private final Set<Scope> scopes;
    private final Words words;

    Term(String key, ValueType type, Subject subject, Unit unit, Kind kind, Scope since, String french,
         String english) {
        this.key = key;
        this.iri = "urn:bocage:odrl:1#" + key;
        this.type = type;
        this.subject = subject;
        this.unit = unit;
        this.kind = kind;
        this.since = since;
        this.scopes = since.onward();
        this.words = new Words(french, english);
    }

    /** The name in charters and reasons, as {@code finestZoning}. */
    public String key() {
        return key;
    }

    /** The left operand, as {@code urn:bocage:odrl:1#finestZoning}. */
    public String iri() {
        return iri;
    }

    /** What its values are. */
    public ValueType type() {
        return type;
    }

    /** What its values are counted in. */
    public Unit unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /** The moments at which it is judged; its form is checked at each. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** Every operator that a constraint may use it with, in the order of {@link Operator}. */
    public Set<Operator> operators() {
        return subject.operators();
    }

    /** Whether every policy carries it. */
    public boolean mandatory() {
        return MANDATORY.contains(this);
    }

    /** Its name in plain words. */
    public Words words() {
        return words;
    }

    Subject subject() {
        return subject;
    }

    /** Whether it is judged at that moment. */
    boolean judgedAt(Scope scope) {
        return scope.compareTo(since) >= 0;
    }

    /** Whether a constraint's operator and values are ones that this term has. */
    boolean wellFormed(Constraint constraint) {
        int size = constraint.values().size();
        return operators().contains(constraint.operator())
            && (size == 1 || size > 1 && size <= MOST_VALUES && constraint.operator().takesSeveral()
                && !constraint.values().contains(NONE))
            && constraint.values().stream().allMatch(type::accepts);
    }

    /** The term of a key, as a charter names it. */
    public static Optional<Term> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The term of a left operand. */
    public static Optional<Term> ofIri(String iri) {
        return iri.startsWith(PREFIX) ? ofKey(iri.substring(PREFIX.length())) : Optional.empty();
    }

    private static Map<String, Term> byKey() {
        Map<String, Term> terms = new HashMap<>();
        for (Term term : values()) {
            terms.put(term.key, term);
        }
        return Map.copyOf(terms);
    }
}

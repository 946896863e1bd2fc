package eu.bocage.policies;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The closed vocabulary: everything that a policy may be about, under one profile of ODRL 2.2. Each policy carries
 * every term with every operator that the term has, once; what is missing, doubled or not in this list denies
 * ({@link Decider}).
 */
public enum Term {
    CHARTER("charter", ValueType.HASH, "", Kind.GATE, EnumSet.allOf(Scope.class), Operator.EQ,
        "la charte", "the charter"),
    PROJECT("project", ValueType.IDENTIFIER, "", Kind.GATE, EnumSet.allOf(Scope.class), Operator.EQ,
        "le projet", "the project"),
    PURPOSE("purpose", ValueType.IDENTIFIER, "", Kind.GATE, EnumSet.allOf(Scope.class), Operator.IS_ANY_OF,
        "la finalité", "the purpose"),
    TERM("term", ValueType.DAY, "day (UTC)", Kind.GATE, EnumSet.allOf(Scope.class), Operator.GTEQ, Operator.LTEQ,
        "la durée", "the term"),
    FINEST_ZONING("finestZoning", ValueType.ZONING, "level of places", Kind.GATE, EnumSet.of(Scope.QUERY),
        Operator.GTEQ, "la maille géographique", "the level of places"),
    BUDGET_PER_REQUEST("budgetPerRequest", ValueType.NUMBER, "millionth of zCDP rho", Kind.GATE,
        EnumSet.of(Scope.QUERY), Operator.LTEQ, "le budget de confidentialité", "the privacy budget"),
    MEASURES("measures", ValueType.NAME, "", Kind.GATE, EnumSet.of(Scope.QUERY), Operator.IS_ANY_OF,
        "les mesures", "the measures"),
    KEYS("keys", ValueType.NAME, "", Kind.GATE, EnumSet.of(Scope.QUERY), Operator.IS_ANY_OF,
        "les clés de regroupement et de filtre", "the keys to group and filter by"),
    AGGREGATE_ONLY("aggregateOnly", ValueType.TRUE, "", Kind.GATE, EnumSet.of(Scope.QUERY), Operator.EQ,
        "les résultats d'ensemble", "aggregate results"),
    MINIMUM_GROUP("minimumGroup", ValueType.COUNT, "unit of the dataset", Kind.OUTPUT_RULE, EnumSet.of(Scope.QUERY),
        Operator.GTEQ, "le groupe minimal", "the minimum group");

    /** The profile's IRI. */
    public static final String PROFILE = "urn:bocage:odrl:1";

    /** The value of {@link #MEASURES} and {@link #KEYS} when there is none that may be used. */
    public static final String NONE = "urn:bocage:odrl:1#none";

    /** When a term is judged. */
    public enum Kind {
        /** From facts that do not depend on rows; refusing is free. */
        GATE,
        /** On the noisy answer after the debit. */
        OUTPUT_RULE
    }

    private static final String PREFIX = PROFILE + "#";

    private final String key;
    private final String iri;
    private final ValueType type;
    private final String unit;
    private final Kind kind;
    private final Set<Scope> scopes;
    private final Set<Operator> operators;
    private final Words words;

    Term(String key, ValueType type, String unit, Kind kind, Set<Scope> scopes, Operator operator, String french,
         String english) {
        this(key, type, unit, kind, scopes, operator, operator, french, english);
    }

    Term(String key, ValueType type, String unit, Kind kind, Set<Scope> scopes, Operator first, Operator second,
         String french, String english) {
        this.key = key;
        this.iri = PREFIX + key;
        this.type = type;
        this.unit = unit;
        this.kind = kind;
        this.scopes = Set.copyOf(scopes);
        this.operators = Collections.unmodifiableSet(EnumSet.of(first, second));
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

    /** Unit of its values, in English; empty where they have none. */
    public String unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /** The moments at which it is judged; its form is checked at each. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** Every operator that a policy uses it with, each once; in the order of {@link Operator}. */
    public Set<Operator> operators() {
        return operators;
    }

    /** Its name in plain words. */
    public Words words() {
        return words;
    }

    /** Whether a constraint's operator and values are ones that this term has. */
    boolean wellFormed(Constraint constraint) {
        int size = constraint.values().size();
        return operators.contains(constraint.operator())
            && (size == 1 || size > 1 && constraint.operator() == Operator.IS_ANY_OF
                && !constraint.values().contains(NONE))
            && constraint.values().stream().allMatch(type::accepts);
    }

    /** The term of a key, as a charter names it. */
    public static Optional<Term> ofKey(String key) {
        for (Term term : values()) {
            if (term.key.equals(key)) {
                return Optional.of(term);
            }
        }
        return Optional.empty();
    }

    /** The term of a left operand. */
    public static Optional<Term> ofIri(String iri) {
        return iri.startsWith(PREFIX) ? ofKey(iri.substring(PREFIX.length())) : Optional.empty();
    }
}

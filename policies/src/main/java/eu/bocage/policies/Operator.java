package eu.bocage.policies;

import java.util.Optional;

/** The comparisons that a constraint may make: all of ODRL 2.2 (its names in {@link #odrl}). */
public enum Operator {
    EQ("eq", "est", "is"),
    IS_ANY_OF("isAnyOf", "est parmi", "is among"),
    GTEQ("gteq", "est au moins", "is at least"),
    LTEQ("lteq", "est au plus", "is at most"),
    NEQ("neq", "n'est pas", "is not"),
    GT("gt", "dépasse", "is more than"),
    LT("lt", "reste sous", "is less than"),
    IS_ALL_OF("isAllOf", "réunit", "has all of"),
    IS_NONE_OF("isNoneOf", "n'est pas parmi", "is not among"),
    IS_A("isA", "est une sorte de", "is a kind of"),
    HAS_PART("hasPart", "comprend", "includes"),
    IS_PART_OF("isPartOf", "reste parmi", "stays within");

    private final String odrl;
    private final Words words;

    Operator(String odrl, String french, String english) {
        this.odrl = odrl;
        this.words = new Words(french, english);
    }

    /** Between a term and its values, in plain words. */
    public Words words() {
        return words;
    }

    /** Its name in ODRL 2.2, as {@code isAnyOf}. */
    public String odrl() {
        return odrl;
    }

    /** Its full name, as {@code http://www.w3.org/ns/odrl/2/isAnyOf}. */
    public String iri() {
        return Rule.ODRL + odrl;
    }

    /** Whether its right operand may be more than one value. */
    public boolean takesSeveral() {
        return switch (this) {
            case IS_ANY_OF, IS_ALL_OF, IS_NONE_OF, HAS_PART, IS_PART_OF -> true;
            case EQ, NEQ, GT, LT, GTEQ, LTEQ, IS_A -> false;
        };
    }

    /** Reads {@link #odrl}, {@link #iri} or the compact {@code odrl:isAnyOf}; nothing else is one. */
    public static Optional<Operator> of(String name) {
        String local = name.startsWith(Rule.ODRL) ? name.substring(Rule.ODRL.length())
            : name.startsWith("odrl:") ? name.substring("odrl:".length()) : name;
        for (Operator operator : values()) {
            if (operator.odrl.equals(local)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}

package eu.bocage.policies;

import java.util.Optional;

/** The comparisons that a constraint may make: all of ODRL 2.2 (its names in {@link #odrl}). */
public enum Operator {
    EQ("eq"),
    IS_ANY_OF("isAnyOf"),
    GTEQ("gteq"),
    LTEQ("lteq"),
    NEQ("neq"),
    GT("gt"),
    LT("lt"),
    IS_ALL_OF("isAllOf"),
    IS_NONE_OF("isNoneOf"),
    IS_A("isA"),
    HAS_PART("hasPart"),
    IS_PART_OF("isPartOf");

    private final String odrl;

    Operator(String odrl) {
        this.odrl = odrl;
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

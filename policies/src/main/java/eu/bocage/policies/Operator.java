package eu.bocage.policies;

import java.util.Optional;

/** The comparisons that a constraint may make (ODRL 2.2 names in {@link #odrl}). */
public enum Operator {
    EQ("eq"), IS_ANY_OF("isAnyOf"), GTEQ("gteq"), LTEQ("lteq");

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

    /**
     * Reads {@link #odrl}, {@link #iri} or the compact {@code odrl:isAnyOf}; every other operator of ODRL is unknown
     * here and ends in {@link Policy#unreadable}.
     */
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

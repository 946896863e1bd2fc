package eu.bocage.policies;

/** The comparisons that a constraint may make (ODRL 2.2 names in {@link #odrl}). */
public enum Operator {
    EQ, IS_ANY_OF, LTEQ, GTEQ;
}

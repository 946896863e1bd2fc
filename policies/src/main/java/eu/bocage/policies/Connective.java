package eu.bocage.policies;

import java.util.Optional;

/** How a condition is made of others (ODRL 2.2 names in {@link #odrl}). */
public enum Connective {
    AND("and"), OR("or"), XONE("xone"),
    /** As {@link #AND}: every fact is one of the same moment, so that their order says nothing. */
    AND_SEQUENCE("andSequence");

    private final String odrl;

    Connective(String odrl) {
        this.odrl = odrl;
    }

    /** Its name in ODRL 2.2, as {@code andSequence}. */
    public String odrl() {
        return odrl;
    }

    /** Its full name, as {@code http://www.w3.org/ns/odrl/2/xone}. */
    public String iri() {
        return Rule.ODRL + odrl;
    }

    /** Reads {@link #iri}. */
    static Optional<Connective> ofIri(String iri) {
        for (Connective connective : values()) {
            if (connective.iri().equals(iri)) {
                return Optional.of(connective);
            }
        }
        return Optional.empty();
    }
}

package eu.bocage.policies;

/** How fine a place is told, from the finest to the coarsest; EPCI and departement are siblings above the commune. */
public enum Zoning {
    ADDRESS, IRIS, COMMUNE, EPCI, DEPARTEMENT, REGION, TERRITORY;

    /** The word in documents, lower case. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

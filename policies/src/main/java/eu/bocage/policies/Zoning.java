package eu.bocage.policies;

import java.util.Locale;
import java.util.Optional;

/**
 * How fine a place is told, from the finest to the coarsest. A partial order: address, IRIS, commune, then two
 * branches, commune → EPCI and commune → département → région, which meet in the whole territory only, for EPCI cross
 * département and région lines.
 */
public enum Zoning {
    ADDRESS("l'adresse", "the address"),
    IRIS("l'IRIS (quartier statistique)", "the IRIS (statistical district)"),
    COMMUNE("la commune", "the commune (municipality)"),
    EPCI("l'intercommunalité (EPCI)", "the EPCI (grouping of municipalities)"),
    DEPARTEMENT("le département", "the département"),
    REGION("la région", "the région"),
    TERRITORY("le territoire entier", "the whole territory");

    private final Words words;

    Zoning(String french, String english) {
        words = new Words(french, english);
    }

    /** The word in documents, lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #text}, in this spelling only. */
    public static Optional<Zoning> of(String text) {
        for (Zoning zoning : values()) {
            if (zoning.text().equals(text)) {
                return Optional.of(zoning);
            }
        }
        return Optional.empty();
    }

    /** With its article, within a sentence. */
    public Words words() {
        return words;
    }

    /** Whether every place of the other level lies in one place of this level; each level is so beside itself. */
    public boolean notFinerThan(Zoning other) {
        return switch (this) {
            case ADDRESS, IRIS, COMMUNE, TERRITORY -> other.ordinal() <= ordinal();
            case EPCI -> other == EPCI || other.ordinal() <= COMMUNE.ordinal();
            case DEPARTEMENT, REGION -> other != EPCI && other.ordinal() <= ordinal();
        };
    }

    /** The finest level that is finer than neither; of EPCI and département that is the territory. */
    public Zoning join(Zoning other) {
        for (Zoning zoning : values()) {
            if (zoning.notFinerThan(this) && zoning.notFinerThan(other)) {
                return zoning;
            }
        }
        return TERRITORY;
    }
}

package eu.bocage.compute.geography;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How fine a place is told, from the finest to the coarsest. EPCI and departement are siblings above the commune. */
public enum Level {
    ADDRESS, IRIS, COMMUNE, EPCI, DEPARTEMENT, REGION, TERRITORY;

    /** The word in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In upper or lower case. */
    public static Optional<Level> of(String word) {
        return Arrays.stream(values()).filter(level -> level.text().equalsIgnoreCase(word)).findFirst();
    }

    /** Whether places of this level are official ones that {@link Geography} lists. */
    public boolean listed() {
        return this == COMMUNE || this == EPCI || this == DEPARTEMENT || this == REGION;
    }

    /** The levels whose places are unions of places of this one, itself among them. */
    public Set<Level> unions() {
        return switch (this) {
            case ADDRESS -> EnumSet.allOf(Level.class);
            case IRIS -> EnumSet.range(IRIS, TERRITORY);
            case COMMUNE -> EnumSet.range(COMMUNE, TERRITORY);
            case EPCI -> EnumSet.of(EPCI, TERRITORY);
            case DEPARTEMENT -> EnumSet.range(DEPARTEMENT, TERRITORY);
            case REGION -> EnumSet.of(REGION, TERRITORY);
            case TERRITORY -> EnumSet.of(TERRITORY);
        };
    }

    /** The words of the levels, separated by commas. */
    public static String words(Set<Level> levels) {
        return levels.stream().map(Level::text).collect(Collectors.joining(", "));
    }
}

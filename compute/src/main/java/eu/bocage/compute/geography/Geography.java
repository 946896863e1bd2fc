package eu.bocage.compute.geography;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The official geography of France in 2026 with its two hierarchies, commune → EPCI and commune → département → région;
 * source, licence and counts are in {@code compute/geography/README.md}. Immutable.
 */
public final class Geography {

    private final Map<String, Commune> communes = new LinkedHashMap<>();
    private final Map<String, String> otherCodes = new HashMap<>();
    private final Map<Level, Map<String, String>> names = new HashMap<>();
    private final Map<String, String> regionOfDepartement = new HashMap<>();
    /** What {@link #places} told already: it follows from the rest, and to work it out takes as long as an answer. */
    private final Map<Within, List<Place>> places = new ConcurrentHashMap<>();

    private Geography() {
        names.put(Level.REGION, new TreeMap<>());
        names.put(Level.DEPARTEMENT, new TreeMap<>());
        names.put(Level.EPCI, new TreeMap<>());
        read("regions", row -> names.get(Level.REGION).put(row[0], row[1]));
        read("departements", row -> {
            names.get(Level.DEPARTEMENT).put(row[0], row[1]);
            regionOfDepartement.put(row[0], row[2]);
        });
        read("epci", row -> names.get(Level.EPCI).put(row[0], row[1]));
        read("communes", row -> communes.put(row[0], new Commune(row[1], row[2], row[3],
            row[4].isEmpty() ? 0 : Long.parseLong(row[4]))));
        read("other-codes", row -> otherCodes.put(row[0], row[1]));
    }

    /** The geography that ships with the product, read once. */
    public static Geography official() {
        return Official.GEOGRAPHY;
    }

    /**
     * The current code of a place. A former commune's code becomes that of the commune which took it in, a municipal
     * arrondissement's that of its city, {@code 2a004} becomes {@code 2A004}.
     *
     * @return empty when no place of that level has the code
     */
    public Optional<String> normalise(Level level, String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        if (level != Level.COMMUNE) {
            return level.listed() && names.get(level).containsKey(upper) ? Optional.of(upper) : Optional.empty();
        }
        String current = otherCodes.getOrDefault(upper, upper);
        return communes.containsKey(current) ? Optional.of(current) : Optional.empty();
    }

    /** Codes of former communes and municipal arrondissements, each with the current commune's. */
    public Map<String, String> otherCodes() {
        return Collections.unmodifiableMap(otherCodes);
    }

    /**
     * The place around a place.
     *
     * @param code a current code of level {@code from}
     * @return empty for a commune outside any EPCI, for an unknown code, and where {@code from} has no such unions
     */
    public Optional<String> parent(Level from, String code, Level to) {
        if (from == to) {
            return normalise(from, code).filter(code::equals);
        }
        if (from == Level.DEPARTEMENT && to == Level.REGION) {
            return Optional.ofNullable(regionOfDepartement.get(code));
        }
        Commune commune = from == Level.COMMUNE ? communes.get(code) : null;
        if (commune == null) {
            return Optional.empty();
        }
        return switch (to) {
            case EPCI -> Optional.of(commune.epci).filter(epci -> !epci.isEmpty());
            case DEPARTEMENT -> Optional.of(commune.departement);
            case REGION -> Optional.of(regionOfDepartement.get(commune.departement));
            default -> Optional.empty();
        };
    }

    public Optional<String> name(Level level, String code) {
        return level == Level.COMMUNE
            ? Optional.ofNullable(communes.get(code)).map(Commune::name)
            : Optional.ofNullable(names.getOrDefault(level, Map.of()).get(code));
    }

    /**
     * The places of a level in code order, each with what lies inside the région. An EPCI counts when at least one of
     * its communes does.
     *
     * @param level  a listed one
     * @param region code of a région, empty for the whole of France
     */
    public List<Place> places(Level level, Optional<String> region) {
        return region.isPresent() && name(Level.REGION, region.get()).isEmpty() ? List.of()
            : places.computeIfAbsent(new Within(level, region), asked -> within(level, region));
    }

    private List<Place> within(Level level, Optional<String> region) {
        Map<String, Integer> outside = new HashMap<>();
        Map<String, Long> inside = new TreeMap<>();
        communes.forEach((code, commune) -> {
            Optional<String> place = level == Level.COMMUNE ? Optional.of(code) : parent(Level.COMMUNE, code, level);
            String around = regionOfDepartement.get(commune.departement);
            place.ifPresent(one -> {
                if (region.isEmpty() || region.get().equals(around)) {
                    inside.merge(one, commune.population, Long::sum);
                } else {
                    outside.merge(one, 1, Integer::sum);
                }
            });
        });
        List<Place> places = new ArrayList<>(inside.size());
        inside.forEach((code, population) -> places.add(new Place(code, name(level, code).orElseThrow(), population,
            outside.containsKey(code))));
        return List.copyOf(places);
    }

    private record Within(Level level, Optional<String> region) {
    }

    private static void read(String file, Consumer<String[]> row) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Geography.class.getResourceAsStream(file + ".tsv"), StandardCharsets.UTF_8))) {
            int columns = in.readLine().split("\t").length;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                row.accept(line.split("\t", columns));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the geography resource " + file, e);
        }
    }

    private record Commune(String name, String epci, String departement, long population) {
    }

    private static final class Official {
        static final Geography GEOGRAPHY = new Geography();
    }
}

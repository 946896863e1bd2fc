package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What questions about made-up rows group by, and the values that the rows have. Immutable.
 *
 * @param grouped by key, the values; of places those of the card's level, whatever level is asked
 * @param levels  the level of place that is asked and those that it is rolled up to; none where places are not grouped
 */
record MadeGroups(Card card, SortedMap<String, List<String>> grouped, List<Level> levels) {

    /** Places past which a roll-up starts at a coarser level; some thousand EPCI are the most that is left then. */
    private static final int MANY_PLACES = 128;
    private static final int SIDE_BY_SIDE = 4;
    private static final int BESIDE_PLACES = 4;
    private static final int LEAST_ROOM = 3;
    private static final List<List<Level>> HIERARCHIES = List.of(
        List.of(Level.DEPARTEMENT, Level.REGION, Level.TERRITORY), List.of(Level.EPCI, Level.TERRITORY));

    MadeGroups {
        grouped = Collections.unmodifiableSortedMap(new TreeMap<>(grouped));
        levels = List.copyOf(levels);
    }

    /** By as many keys as stay within so many cells, places among them where they may be filtered. */
    static MadeGroups of(Card card, int mostCells, int mostValues, int mostPlaces) {
        SortedMap<String, List<String>> grouped = keys(card, mostCells, mostValues);
        int room = Math.min(mostPlaces, mostCells / cells(grouped));
        if (room < LEAST_ROOM || card.zone().isEmpty() || !card.filters().contains(CardReader.ZONING)) {
            return new MadeGroups(card, grouped, List.of());
        }
        List<String> places = codes(card);
        grouped.put(CardReader.ZONING, places.subList(0, Math.min(room, places.size())));
        return new MadeGroups(card, grouped, List.of(card.zone().get().level()));
    }

    /**
     * Places and what is above them, along each hierarchy of the card's level. Places that cannot be filtered are all
     * asked, at a coarser level where there are many.
     */
    static List<MadeGroups> rolledUp(Card card) {
        if (card.zone().isEmpty()) {
            return List.of();
        }
        Level finest = card.zone().get().level();
        List<List<Level>> above = HIERARCHIES.stream().map(levels -> levels.stream()
            .filter(level -> level != finest && finest.unions().contains(level)).toList()).distinct().toList();
        return above.stream().filter(levels -> above.stream().noneMatch(other ->
                other.size() > levels.size() && other.containsAll(levels)))
            .map(levels -> rolledUp(card, Stream.concat(Stream.of(finest), levels.stream()).toList())).toList();
    }

    private static MadeGroups rolledUp(Card card, List<Level> hierarchy) {
        int from = 0;
        if (!card.filters().contains(CardReader.ZONING)) {
            while (from + 2 < hierarchy.size() && places(card, hierarchy.get(from)) > MANY_PLACES) {
                from++;
            }
        }
        List<Level> levels = hierarchy.subList(from, hierarchy.size());
        SortedMap<String, List<String>> grouped = keys(card, BESIDE_PLACES, BESIDE_PLACES);
        grouped.put(CardReader.ZONING, spread(card, levels));
        return new MadeGroups(card, grouped, levels);
    }

    private static int places(Card card, Level level) {
        return card.zone().orElseThrow().places(level).size();
    }

    /** Some places with one place above, then one elsewhere at every coarser level. */
    private static List<String> spread(Card card, List<Level> levels) {
        Level finest = card.zone().orElseThrow().level();
        List<String> codes = codes(card);
        List<String> chosen = new ArrayList<>(List.of(codes.getFirst()));
        for (String code : codes) {
            if (chosen.size() < SIDE_BY_SIDE && !chosen.contains(code)
                    && above(finest, code, levels.getFirst(), levels.get(1))
                        .equals(above(finest, codes.getFirst(), levels.getFirst(), levels.get(1)))
                    && chosen.stream().noneMatch(one -> above(finest, one, finest, levels.getFirst())
                        .equals(above(finest, code, finest, levels.getFirst())))) {
                chosen.add(code);
            }
        }
        for (Level level : levels.subList(1, levels.size())) {
            codes.stream().filter(code -> chosen.stream().noneMatch(one -> above(finest, one, levels.getFirst(), level)
                .equals(above(finest, code, levels.getFirst(), level)))).findFirst().ifPresent(chosen::add);
        }
        return List.copyOf(chosen);
    }

    /** The place of a level that a place belongs to by way of one between; also where it is of none. */
    private static String above(Level finest, String code, Level between, Level level) {
        String first = Geography.official().parent(finest, code, between).orElse(Planner.NONE);
        return between == level ? first : Tiers.parent(between, first, level);
    }

    private static List<String> codes(Card card) {
        return card.zone().stream().flatMap(zone -> zone.places(zone.level()).stream()).map(place -> place.code())
            .toList();
    }

    /** Three keys at most, those first of which one unit may have most values. */
    private static SortedMap<String, List<String>> keys(Card card, int mostCells, int mostValues) {
        SortedMap<String, List<String>> grouped = new TreeMap<>();
        List<Key> keys = card.keyMap().values().stream().filter(key -> !key.isPrivate())
            .sorted((a, b) -> Integer.compare(b.perUnit(), a.perUnit())).toList();
        for (Key key : keys) {
            int size = card.filters().contains(key.name()) ? Math.min(mostValues, key.values().size())
                : key.values().size();
            if (grouped.size() < 3 && (long) size * cells(grouped) <= mostCells) {
                grouped.put(key.name(), key.values().subList(0, size));
            }
        }
        return grouped;
    }

    private static int cells(SortedMap<String, List<String>> grouped) {
        return grouped.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
    }

    /** Number of combinations of the values that rows have. */
    int cells() {
        return cells(grouped);
    }

    /** Every combination of values, in the order of names. */
    List<List<String>> combinations() {
        return combinations(List.copyOf(grouped.values()));
    }

    /** As many of them as one unit may count in. */
    List<List<String>> withinBounds() {
        List<List<String>> most = new ArrayList<>();
        grouped.forEach((name, values) -> most.add(values.subList(0, Math.min(values.size(),
            name.equals(CardReader.ZONING) ? card.zone().orElseThrow().perUnit()
                : card.keyMap().get(name).perUnit()))));
        return combinations(most);
    }

    private static List<List<String>> combinations(List<List<String>> of) {
        List<List<String>> all = List.of(List.of());
        for (List<String> values : of) {
            all = all.stream().flatMap(left -> values.stream().map(value -> {
                List<String> one = new ArrayList<>(left);
                one.add(value);
                return List.copyOf(one);
            })).toList();
        }
        return all;
    }

    /** A question about them. @param measures items of its list, in JSON */
    String question(List<String> measures, String purpose) {
        String filters = grouped.entrySet().stream().filter(one -> card.filters().contains(one.getKey()))
            .map(one -> "\"" + one.getKey() + "\":" + texts(one.getValue())).collect(Collectors.joining(","));
        String rollUp = levels.size() < 2 ? "" : ",\"rollUp\":" + texts(levels.stream().skip(1).map(Level::text)
            .toList());
        return "{\"dataset\":\"" + card.id() + "\",\"purpose\":\"" + purpose + "\",\"measures\":["
            + String.join(",", measures) + "],\"groupBy\":" + texts(List.copyOf(grouped.keySet())) + ",\"filters\":{"
            + filters + "}" + (levels.isEmpty() ? "" : ",\"zoning\":\"" + levels.getFirst().text() + "\"" + rollUp)
            + ",\"microRho\":" + MadeRows.MICRO_RHO + "}";
    }

    private static String texts(List<String> all) {
        var array = Json.object().putArray("all");
        all.forEach(array::add);
        return array.toString();
    }
}

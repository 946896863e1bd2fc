package eu.bocage.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the values that a declared rule was needed for, with the first places of each kind. */
final class Tally {

    private static final int PLACES = 5;

    private final Map<Kind, Count> counts = new LinkedHashMap<>();

    void add(String column, Trouble trouble, Remedy remedy, long line) {
        Count count = counts.computeIfAbsent(new Kind(column, trouble, remedy), kind -> new Count());
        count.number++;
        if (count.lines.size() < PLACES) {
            count.lines.add(line);
        }
    }

    List<Problem> notes() {
        List<Problem> notes = new ArrayList<>();
        counts.forEach((kind, count) -> {
            String lines = String.join(", ", count.lines.stream().map(String::valueOf).toList())
                + (count.number > PLACES ? ", …" : "");
            notes.add(Place.SOURCE.column(kind.column).problem(
                count.number + " valeurs " + kind.trouble.french() + " : " + kind.remedy.french() + " (lignes "
                    + lines + ")",
                count.number + " values " + kind.trouble.english() + ": " + kind.remedy.english() + " (rows "
                    + lines + ")"));
        });
        return notes;
    }

    private record Kind(String column, Trouble trouble, Remedy remedy) {
    }

    private static final class Count {

        private final List<Long> lines = new ArrayList<>();
        private long number;
    }
}

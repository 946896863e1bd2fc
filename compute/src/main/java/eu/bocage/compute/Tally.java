package eu.bocage.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the values that a declared rule was needed for, with the first places of each kind. */
final class Tally {

    private static final int PLACES = 5;

    private final Map<Kind, Count> counts = new LinkedHashMap<>();
    private final List<Problem> more = new ArrayList<>();
    private final String places;

    /** @param inLines whether the source has lines, and not rows only */
    Tally(boolean inLines) {
        places = inLines ? "lines " : "rows ";
    }

    void add(String column, Trouble trouble, Remedy remedy, long line) {
        Count count = counts.computeIfAbsent(new Kind(column, trouble, remedy), kind -> new Count());
        count.number++;
        if (count.lines.size() < PLACES) {
            count.lines.add(line);
        }
    }

    /** @param number of units whose name is like another one's, see {@link NearNames} */
    void alike(String column, int number) {
        if (number > 0) {
            more.add(Place.SOURCE.column(column).problem(
                "noms d'unités qui ne diffèrent d'un autre que par des majuscules, des zéros de tête ou de la "
                    + "ponctuation : " + number + " ; si c'est la même unité, écrivez-la d'une seule façon, sinon elle "
                    + "compte plusieurs fois et n'est pas protégée comme une seule",
                "names of units that differ from another one only by upper or lower case, leading zeros or "
                    + "punctuation: " + number + "; if it is the same unit, write it in one way, or it counts several "
                    + "times and is not protected as one"));
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
                count.number + " values " + kind.trouble.english() + ": " + kind.remedy.english() + " (" + places
                    + lines + ")"));
        });
        notes.addAll(more);
        return notes;
    }

    private record Kind(String column, Trouble trouble, Remedy remedy) {
    }

    private static final class Count {

        private final List<Long> lines = new ArrayList<>();
        private long number;
    }
}

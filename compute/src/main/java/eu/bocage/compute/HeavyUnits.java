package eu.bocage.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The units of a table that have more rows than the card lets one have.
 *
 * <p><strong>Guarantee.</strong> No table that answers has more than {@link Card#unitRows} rows of one unit: intake
 * refuses the source, or, where the card declares it, keeps so many of the unit's rows. Of n rows in canonical order
 * those at ⌊i·n/most⌋ are kept, for i from 0: a function of the unit's own rows, so that no unit has a hand in what is
 * kept of another, whatever the order of the file; and spread over its keys, since the order is by keys first.
 *
 * <p>So one unit adds a bounded time to a computation, which visits each of its rows once, and hashes, sorts and adds
 * up at most as many cells: {@code compute/docs/mechanisms.md}, section 9.
 *
 * @param number   of units
 * @param surplus  rows that they have beyond the bound, together
 * @param heaviest rows of the unit that has the most of all
 * @param most     rows of one unit
 */
record HeavyUnits(int number, long surplus, int heaviest, int most) {

    static HeavyUnits in(Columns columns, int most) {
        int number = 0;
        long surplus = 0;
        int heaviest = 0;
        for (int unit = 0; unit < columns.units(); unit++) {
            int rows = columns.unitStart()[unit + 1] - columns.unitStart()[unit];
            number += rows > most ? 1 : 0;
            surplus += Math.max(0, rows - most);
            heaviest = Math.max(heaviest, rows);
        }
        return new HeavyUnits(number, surplus, heaviest, most);
    }

    /** For the owner, where a card counts more rows of a unit than it lets it have. */
    static Optional<Problem> uncounted(int rowsPerUnit, int unitRows) {
        return rowsPerUnit <= unitRows ? Optional.empty() : Optional.of(new Problem("rowsPerUnit",
            "rowsPerUnit (" + rowsPerUnit + ") dépasse unitRows (" + unitRows + ") : une unité n'a jamais tant de "
                + "lignes, et le bruit est plus fort que nécessaire ; écrivez rowsPerUnit: " + unitRows + " au plus, "
                + "ou unitRows: le plus de lignes qu'une unité a",
            "rowsPerUnit (" + rowsPerUnit + ") is above unitRows (" + unitRows + "): no unit ever has so many rows, "
                + "and there is more noise than need be; write rowsPerUnit: " + unitRows + " at most, or unitRows: "
                + "the most rows that a unit has"));
    }

    boolean any() {
        return number > 0;
    }

    /** For the owner alone. @throws InvalidInput unless the card declares that surplus rows be left out */
    Problem note(Card card) {
        Place place = Place.SOURCE.column(card.unitColumn());
        if (!(card.rules(CardReader.UNIT).of(Trouble.TOO_MANY) instanceof Remedy.RefuseRow)) {
            boolean allowed = heaviest <= CardReader.MAX_UNIT_ROWS;
            throw new InvalidInput(List.of(place.problem(
                number + (number > 1 ? " unités ont" : " unité a") + " plus de " + most + " lignes, jusqu'à " + heaviest
                    + " ; écrivez dans la fiche " + (allowed ? "unitRows: un nombre rond, " + heaviest
                        + " ou plus (la fiche est publique), ou " : "")
                    + "unitIntake: {tooMany: refuseRow} pour n'en garder que " + most
                    + " ; ou additionnez les lignes d'une même cellule avant de publier",
                number + (number > 1 ? " units have" : " unit has") + " more than " + most + " rows, up to " + heaviest
                    + "; write in the card " + (allowed ? "unitRows: a round number, " + heaviest
                        + " or more (the card is public), or " : "")
                    + "unitIntake: {tooMany: refuseRow} to keep " + most
                    + " of them; or add up the rows of one cell before you publish")));
        }
        return place.problem(
            number + (number > 1 ? " unités avaient" : " unité avait") + " plus de " + most + " lignes : " + surplus
                + (surplus > 1 ? " lignes laissées" : " ligne laissée") + " de côté",
            number + (number > 1 ? " units" : " unit") + " had more than " + most + " rows: " + surplus
                + (surplus > 1 ? " rows" : " row") + " left out");
    }

    /** The columns without the surplus. They are changed in place and must not be used any more. */
    Columns lightened(Columns columns) {
        int[] starts = columns.unitStart();
        int[] kept = new int[Math.toIntExact(columns.rows() - surplus)];
        int[] unitStart = new int[starts.length];
        int at = 0;
        for (int unit = 0; unit < columns.units(); unit++) {
            long rows = starts[unit + 1] - starts[unit];
            long keep = Math.min(rows, most);
            for (long i = 0; i < keep; i++) {
                kept[at++] = starts[unit] + (int) (i * rows / keep);
            }
            unitStart[unit + 1] = at;
        }
        int[][] keys = new int[columns.keys().length][];
        for (int key = 0; key < keys.length; key++) {
            keys[key] = at(columns.keys()[key], kept);
            columns.keys()[key] = null;
        }
        long[][] values = new long[columns.values().length][];
        for (int measure = 0; measure < values.length; measure++) {
            values[measure] = at(columns.values()[measure], kept);
            columns.values()[measure] = null;
        }
        List<List<String>> found = new ArrayList<>();
        for (int key = 0; key < keys.length; key++) {
            found.add(still(columns.found().get(key), keys[key]));
        }
        return new Columns(List.copyOf(found), columns.idBytes(), columns.idStart(), unitStart, keys, values);
    }

    /** The values of a private key that some row still has; codes are changed to go with them. */
    private static List<String> still(List<String> found, int[] codes) {
        int[] now = new int[found.size()];
        if (now.length == 0) {
            return found;
        }
        for (int code : codes) {
            now[code] = 1;
        }
        List<String> left = new ArrayList<>();
        for (int code = 0; code < now.length; code++) {
            if (now[code] == 1) {
                now[code] = left.size();
                left.add(found.get(code));
            }
        }
        Arrays.setAll(codes, row -> now[codes[row]]);
        return List.copyOf(left);
    }

    private static int[] at(int[] column, int[] rows) {
        int[] kept = new int[rows.length];
        Arrays.setAll(kept, i -> column[rows[i]]);
        return kept;
    }

    private static long[] at(long[] column, int[] rows) {
        long[] kept = new long[rows.length];
        Arrays.setAll(kept, i -> column[rows[i]]);
        return kept;
    }
}

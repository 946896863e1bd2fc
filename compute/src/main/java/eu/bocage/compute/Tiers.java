package eu.bocage.compute;

import static eu.bocage.compute.CardReader.ZONING;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The places of a release in tiers: those of the cells that are bounded, and the coarser ones that they add up to. A
 * cell of a tier is a place and one of {@code stride} combinations of the other keys; the latter runs faster. Where
 * places are not grouped by, there is one tier with one place.
 *
 * @param all    the finest first
 * @param stride combinations of the other keys
 */
record Tiers(List<Tier> all, int stride) {

    /** The one group of the coarsest level. */
    static final String WHOLE = "territory";

    /**
     * @param groups codes of the places
     * @param parent by place, its index in the next tier; empty in the last one
     */
    record Tier(Level level, List<String> groups, int[] parent) {
    }

    static Tiers of(Question.Content question, BoundingPlan plan) {
        boolean places = !plan.axes().isEmpty() && plan.axes().getFirst().key().equals(ZONING);
        List<Tier> tiers = new ArrayList<>();
        Level below = question.zoning();
        List<String> groups = places ? plan.axes().getFirst().groups() : List.of("");
        for (Level above : question.rollUp()) {
            Level from = below;
            List<String> parents = groups.stream().map(code -> parent(from, code, above)).toList();
            List<String> distinct = List.copyOf(new TreeSet<>(parents));
            tiers.add(new Tier(below, groups, parents.stream().mapToInt(distinct::indexOf).toArray()));
            below = above;
            groups = distinct;
        }
        tiers.add(new Tier(below, groups, new int[0]));
        int size = tiers.getFirst().groups().size();
        return new Tiers(List.copyOf(tiers), size == 0 ? 1 : plan.cells() / size);
    }

    int size() {
        return all.size();
    }

    int places(int tier) {
        return all.get(tier).groups().size();
    }

    int cells(int tier) {
        return places(tier) * stride;
    }

    /**
     * By how much one unit may move the vector of a tier, squared and in units of what it may move a cell by. It counts
     * in at most L0 of the finest cells: √L0 in Euclidean length. Of a coarser tier it may move one cell L0 times, or
     * several less often, and Σc ≤ L0 gives Σc² ≤ L0².
     */
    static long squaredReach(int tier, int cellsPerUnit) {
        return tier == 0 ? cellsPerUnit : Math.multiplyExact((long) cellsPerUnit, cellsPerUnit);
    }

    /**
     * How often one unit may count in one cell of a tier: once in each of the finest cells below it that it keeps, and
     * it keeps L0 of them at most, whatever the places and other keys that it has; the most over the tier's places.
     */
    int timesPerUnit(int tier, int cellsPerUnit) {
        long[] below = new long[places(0)];
        Arrays.fill(below, 1);
        for (int t = 0; t < tier; t++) {
            long[] above = new long[places(t + 1)];
            for (int place = 0; place < below.length; place++) {
                above[all.get(t).parent()[place]] += below[place];
            }
            below = above;
        }
        return (int) Math.min(cellsPerUnit, Arrays.stream(below).max().orElse(1));
    }

    /** The figures of each tier, each of the coarser ones the sum of those of its places; {@code width} by cell. */
    List<long[]> addedUp(long[] finest, int width) {
        List<long[]> figures = new ArrayList<>(List.of(finest));
        int row = stride * width;
        for (int t = 0; t + 1 < all.size(); t++) {
            long[] from = figures.get(t);
            long[] to = new long[places(t + 1) * row];
            for (int place = 0; place < places(t); place++) {
                int parent = all.get(t).parent()[place] * row;
                for (int i = 0; i < row; i++) {
                    to[parent + i] = Math.addExact(to[parent + i], from[place * row + i]);
                }
            }
            figures.add(to);
        }
        return figures;
    }

    /** By tier and place, indices of the places below; none in the first tier. */
    int[][][] children() {
        int[][][] children = new int[all.size()][][];
        children[0] = new int[places(0)][0];
        for (int t = 1; t < all.size(); t++) {
            int[] parent = all.get(t - 1).parent();
            int[] count = new int[places(t)];
            Arrays.stream(parent).forEach(p -> count[p]++);
            children[t] = new int[places(t)][];
            Arrays.setAll(children[t], p -> new int[count[p]]);
            for (int place = parent.length - 1; place >= 0; place--) {
                children[t][parent[place]][--count[parent[place]]] = place;
            }
        }
        return children;
    }

    /** The code of the place above; {@link Planner#NONE} where there is none. */
    static String parent(Level from, String code, Level to) {
        return to == Level.TERRITORY ? WHOLE
            : Geography.official().parent(from, code, to).orElse(Planner.NONE);
    }
}

package eu.bocage.compute;

import java.util.function.LongBinaryOperator;

/**
 * Keeps what is hidden from following by subtraction after a roll-up. A place and its parts are a family: the parts add
 * up to the place, so a single hidden one would follow from the others. Then the part with the fewest units is hidden
 * too, or the place where it has no other part, until each family has none or at least two. After that nothing hidden
 * follows: a change of a hidden one can be made up for by another of its family, and further down and up by those of
 * theirs, since families form a tree.
 */
final class Families {

    private final Tiers tiers;
    private final int row;
    private final boolean[][] hidden;
    private final LongBinaryOperator units;
    private final int[][][] children;

    /**
     * @param width  figures of each cell, each with families of its own
     * @param hidden by tier and figure; more get hidden
     * @param units  by tier and figure, how many units by noisy counts
     */
    Families(Tiers tiers, int width, boolean[][] hidden, LongBinaryOperator units) {
        this.tiers = tiers;
        this.row = tiers.stride() * width;
        this.hidden = hidden;
        this.units = units;
        this.children = tiers.children();
    }

    void complete() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int tier = 1; tier < tiers.size(); tier++) {
                for (int figure = 0; figure < hidden[tier].length; figure++) {
                    changed |= complete(tier, figure);
                }
            }
        }
    }

    private boolean complete(int tier, int figure) {
        int number = hidden[tier][figure] ? 1 : 0;
        int fewest = -1;
        for (int child : children[tier][figure / row]) {
            int part = child * row + figure % row;
            if (hidden[tier - 1][part]) {
                number++;
            } else if (fewest < 0
                || units.applyAsLong(tier - 1, part) < units.applyAsLong(tier - 1, fewest)) {
                fewest = part;
            }
        }
        if (number != 1) {
            return false;
        }
        if (fewest >= 0) {
            hidden[tier - 1][fewest] = true;
        } else {
            hidden[tier][figure] = true;
        }
        return true;
    }
}

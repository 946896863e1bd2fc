package eu.bocage.compute.audit;

import eu.bocage.compute.UnsafeAuditSeam.Pass;

/** Compares what one mechanism was given on two tables. */
final class Recorded {

    private Recorded() {
    }

    /**
     * How much of its charge a mechanism uses up between two tables: moved² / 2σ² over its part of ρ (Canonne, Kamath,
     * Steinke 2020, theorem 14); past 1 it costs more than it is charged.
     */
    static double used(Pass before, Pass after) {
        if (before.exact().length != after.exact().length) {
            return Double.POSITIVE_INFINITY;
        }
        double moved = 0;
        for (int i = 0; i < after.exact().length; i++) {
            double by = after.exact()[i] - before.exact()[i];
            moved += by * by;
        }
        return moved / (2 * after.variance()) / (after.mechanism().microRho() / 1e6 / after.mechanism().parts());
    }
}

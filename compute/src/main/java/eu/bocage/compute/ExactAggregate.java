package eu.bocage.compute;

/**
 * Exact figures over private rows, bounded but without noise. <strong>It never leaves the node</strong>, is never
 * logged, stored, shown or compared with anything that decides what is shown: {@link Answer} adds noise to every number
 * in it and uses nothing else of it.
 *
 * @param counts by cell, the number of units
 * @param sums   by measure of the plan and cell, the total in steps
 */
record ExactAggregate(long[] counts, long[][] sums) {

    /** Tells nothing. */
    @Override
    public String toString() {
        return "ExactAggregate";
    }
}

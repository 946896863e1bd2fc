package eu.bocage.compute;

/**
 * Exact figures over private rows, bounded but without noise. <strong>It never leaves the node</strong>, is never
 * logged, stored, shown or compared with anything that decides what is shown: {@link Answer} adds noise to every number
 * in it and uses nothing else of it, save that a cell of a private key without any unit is never shown.
 *
 * @param counts  by cell, the number of units
 * @param figures by figure of the plan and cell
 * @param spreads by spread of the plan, the number of units by cell and bin: bin b of cell c is at c · bins + b
 */
record ExactAggregate(long[] counts, long[][] figures, long[][] spreads) {

    /** Tells nothing. */
    @Override
    public String toString() {
        return "ExactAggregate";
    }
}

package eu.bocage.compute.he;

import java.util.Arrays;
import java.util.List;

/**
 * The opened sum, noise included, with what the receipt says of it. There is none of one opening where the key asks for
 * two. Experimental until reviewed from outside. Immutable.
 */
public final class Result implements Opened {

    private final long[] cells;
    private final OpeningRecord record;

    Result(long[] cells, OpeningRecord record) {
        this.cells = cells;
        this.record = record;
    }

    @Override
    public String aggregate() {
        return record.aggregate();
    }

    /** Identifiers of those that opened; of the first set where two did. */
    @Override
    public List<String> holders() {
        return record.sets().getFirst();
    }

    /** The sums, in order, multiplied by 2^scale. */
    public long[] cells() {
        return cells.clone();
    }

    /** Cells are multiplied by 2^scale. */
    public int scale() {
        return record.scale();
    }

    /** What the receipt says. */
    public OpeningRecord record() {
        return record;
    }

    /** Whether a second, disjoint set opened the same. */
    public boolean verified() {
        return record.verified();
    }

    /**
     * This result, confirmed by another opening of the same aggregate.
     *
     * @throws Refusal where the sets share a holder, or the two differ: then one set lies and neither result stands
     */
    public Result confirmedBy(Result second) {
        if (!aggregate().equals(second.aggregate())) {
            throw new Refusal(Fault.OTHER_AGGREGATE);
        }
        if (record.sets().stream().flatMap(List::stream)
            .anyMatch(holder -> second.record.sets().stream().anyMatch(set -> set.contains(holder)))) {
            throw new Refusal(Fault.WRONG_SET);
        }
        if (!Arrays.equals(cells, second.cells)) {
            throw new Refusal(Fault.DIFFERENT_OPENINGS);
        }
        return new Result(cells, record.confirmedBy(second.record));
    }
}

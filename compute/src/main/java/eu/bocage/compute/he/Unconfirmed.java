package eu.bocage.compute.he;

import java.util.List;

/**
 * A joint sum that one set of holders opened under a key that asks for two. It shows no cell: a lying holder could have
 * shifted any. Immutable.
 */
public final class Unconfirmed implements Opened {

    private final Result alone;

    Unconfirmed(Result alone) {
        this.alone = alone;
    }

    @Override
    public String aggregate() {
        return alone.aggregate();
    }

    @Override
    public List<String> holders() {
        return alone.holders();
    }

    /**
     * The result, confirmed by another opening of the same aggregate.
     *
     * @throws Refusal as {@link Result#confirmedBy}
     */
    public Result confirmedBy(Unconfirmed second) {
        return alone.confirmedBy(second.alone);
    }
}

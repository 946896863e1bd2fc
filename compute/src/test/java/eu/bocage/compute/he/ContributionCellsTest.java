package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cells a contributor encrypts: the bound is its own, and one cell beyond it refuses all. */
class ContributionCellsTest {

    private static final long BOUND = 1000;

    private final Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
    private final JobTerms terms = joint.terms(joint.job(9, BOUND, 1));

    private Message contribute(int place, long cell) {
        long[] cells = new long[9];
        cells[place] = cell;
        joint.cells.clear();
        joint.cells.add(cells);
        return joint.contribute(terms, 0);
    }

    @Test
    void takesCellsUpToTheBoundOfEitherSign() {
        for (int place : new int[] {0, 8}) {
            assertThat(contribute(place, BOUND).sender()).isEqualTo("contributor-0001");
            assertThat(contribute(place, -BOUND).sender()).isEqualTo("contributor-0001");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {BOUND + 1, -BOUND - 1, 1L << 40, 1L << 62, -(1L << 62), Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesAllWhereOneCellIsBeyondTheBound(long cell) {
        for (int place : new int[] {0, 4, 8}) {
            assertThatThrownBy(() -> contribute(place, cell)).isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.CELL_TOO_LARGE);
        }
    }
}

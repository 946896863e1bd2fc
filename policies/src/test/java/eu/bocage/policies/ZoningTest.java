package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoningTest {

    /** The direct steps of the two hierarchies; the order is what follows from them. */
    private static final boolean[][] STEPS = steps();

    @Test
    void ordersByTheTwoHierarchies() {
        for (Zoning coarse : Zoning.values()) {
            for (Zoning fine : Zoning.values()) {
                assertThat(coarse.notFinerThan(fine)).as(coarse + " not finer than " + fine)
                    .isEqualTo(STEPS[fine.ordinal()][coarse.ordinal()]);
            }
        }
    }

    @Test
    void joinIsTheFinestThatIsFinerThanNeither() {
        for (Zoning a : Zoning.values()) {
            for (Zoning b : Zoning.values()) {
                Zoning join = a.join(b);
                for (Zoning other : Zoning.values()) {
                    assertThat(other.notFinerThan(join)).as(a + " and " + b + " by " + other)
                        .isEqualTo(other.notFinerThan(a) && other.notFinerThan(b));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EPCI, DEPARTEMENT, TERRITORY", "EPCI, REGION, TERRITORY", "COMMUNE, EPCI, EPCI",
        "DEPARTEMENT, REGION, REGION", "ADDRESS, ADDRESS, ADDRESS"})
    void joins(Zoning a, Zoning b, Zoning join) {
        assertThat(a.join(b)).isEqualTo(join);
        assertThat(b.join(a)).isEqualTo(join);
    }

    @Test
    void readsItsOwnWordOnly() {
        for (Zoning zoning : Zoning.values()) {
            assertThat(Zoning.of(zoning.text())).contains(zoning);
            assertThat(Zoning.of(zoning.name())).isEmpty();
        }
    }

    private static boolean[][] steps() {
        int n = Zoning.values().length;
        boolean[][] above = new boolean[n][n];
        Zoning[][] direct = {{Zoning.ADDRESS, Zoning.IRIS}, {Zoning.IRIS, Zoning.COMMUNE},
            {Zoning.COMMUNE, Zoning.EPCI}, {Zoning.COMMUNE, Zoning.DEPARTEMENT}, {Zoning.EPCI, Zoning.TERRITORY},
            {Zoning.DEPARTEMENT, Zoning.REGION}, {Zoning.REGION, Zoning.TERRITORY}};
        for (int i = 0; i < n; i++) {
            above[i][i] = true;
        }
        for (Zoning[] step : direct) {
            above[step[0].ordinal()][step[1].ordinal()] = true;
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    above[i][j] |= above[i][k] && above[k][j];
                }
            }
        }
        return above;
    }
}

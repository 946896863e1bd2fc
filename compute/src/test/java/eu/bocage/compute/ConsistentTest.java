package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.geography.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConsistentTest {

    @Property(tries = 200)
    void placesAddUpToThoseAboveWhateverTheNoise(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int tiers,
            @ForAll @IntRange(min = 1, max = 5) int row) {
        Random random = new Random(seed);
        Tiers some = tiers(random, tiers, row);
        double[] noise = random.doubles(tiers, 0.1, 1e6).toArray();
        List<long[]> noisy = new ArrayList<>();
        for (int t = 0; t < tiers; t++) {
            noisy.add(random.longs(some.cells(t), -1_000_000, 1_000_000).toArray());
        }
        List<long[]> results = new Consistent(some, noise).of(noisy, row, noise);
        for (int t = 0; t + 1 < tiers; t++) {
            long[] sums = new long[some.cells(t + 1)];
            for (int p = 0; p < some.places(t); p++) {
                for (int r = 0; r < row; r++) {
                    sums[some.all().get(t).parent()[p] * row + r] += results.get(t)[p * row + r];
                }
            }
            assertThat(results.get(t + 1)).isEqualTo(sums);
        }
    }

    /** The normal equations, solved by elimination: results and variances are those of weighted least squares. */
    @Property(tries = 60)
    void isTheWeightedLeastSquaresSolution(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int size) {
        Random random = new Random(seed);
        Tiers tiers = tiers(random, size, 1);
        double[] noise = random.doubles(size, 1e6, 1e8).toArray();
        List<long[]> noisy = new ArrayList<>();
        for (int t = 0; t < size; t++) {
            noisy.add(random.longs(tiers.cells(t), -1_000_000_000, 1_000_000_000).toArray());
        }
        int leaves = tiers.places(0);
        double[][] matrix = new double[leaves][2 * leaves + 1];
        int[] at = IntStream.range(0, leaves).toArray();
        List<int[]> ancestors = new ArrayList<>();
        for (int t = 0; t < size; t++) {
            ancestors.add(at.clone());
            for (int i = 0; i < leaves; i++) {
                for (int j = 0; j < leaves; j++) {
                    matrix[i][j] += at[i] == at[j] ? 1 / noise[t] : 0;
                }
                matrix[i][2 * leaves] += noisy.get(t)[at[i]] / noise[t];
                matrix[i][leaves + i] = 1;
            }
            int tier = t;
            at = t + 1 < size ? Arrays.stream(at).map(i -> tiers.all().get(tier).parent()[i]).toArray() : at;
        }
        eliminate(matrix, leaves);
        Consistent consistent = new Consistent(tiers, noise);
        List<long[]> results = consistent.of(noisy, 1, noise);
        for (int t = 0; t < size; t++) {
            for (int p = 0; p < tiers.places(t); p++) {
                double expected = 0;
                double variance = 0;
                for (int i = 0; i < leaves; i++) {
                    if (ancestors.get(t)[i] == p) {
                        expected += matrix[i][2 * leaves];
                        for (int j = 0; j < leaves; j++) {
                            variance += ancestors.get(t)[j] == p ? matrix[i][leaves + j] : 0;
                        }
                    }
                }
                assertThat((double) results.get(t)[p]).isCloseTo(expected, Offset.offset(1.01));
                assertThat(consistent.variance()[t][p]).isCloseTo(variance, Offset.offset(variance * 1e-6));
            }
        }
    }

    @Test
    void movesNoResultByRoundingAsMuchAsAStep() {
        Tiers tiers = new Tiers(List.of(new Tiers.Tier(Level.COMMUNE, List.of("a", "b", "c"), new int[3]),
            new Tiers.Tier(Level.EPCI, List.of("x"), new int[0])), 1);
        double[] noise = {1, 1};
        List<long[]> results = new Consistent(tiers, noise).of(List.of(new long[] {0, 0, 0}, new long[] {2}), 1, noise);
        assertThat(results.get(0)).containsOnly(0, 1);
        assertThat(results.get(1)).containsExactly(2);
    }

    private static Tiers tiers(Random random, int size, int row) {
        List<Tiers.Tier> tiers = new ArrayList<>();
        int places = 1 + random.nextInt(12);
        for (int t = 0; t < size; t++) {
            int above = 1 + random.nextInt(places);
            int[] parent = new int[places];
            for (int p = 0; p < places; p++) {
                parent[p] = p < above ? p : random.nextInt(above);
            }
            tiers.add(new Tiers.Tier(Level.COMMUNE, IntStream.range(0, places).mapToObj(String::valueOf).toList(),
                t + 1 < size ? parent : new int[0]));
            places = above;
        }
        return new Tiers(tiers, row);
    }

    private static void eliminate(double[][] matrix, int size) {
        for (int pivot = 0; pivot < size; pivot++) {
            double head = matrix[pivot][pivot];
            for (int column = 0; column < matrix[pivot].length; column++) {
                matrix[pivot][column] /= head;
            }
            for (int row = 0; row < size; row++) {
                double factor = matrix[row][pivot];
                for (int column = 0; row != pivot && column < matrix[row].length; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
            }
        }
    }
}

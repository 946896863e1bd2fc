package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.geography.Level;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SharesTest {

    @Property
    void addUpToTheChargeAndAreNeverNothing(@ForAll @IntRange(max = 16) int sums, @ForAll boolean count,
            @ForAll boolean needsCount, @ForAll @LongRange(max = 999_999_000) long more) {
        if (sums == 0 && !count) {
            return;
        }
        Question.Content question = question(sums, count, sums + 1 + more);
        Shares shares = Shares.of(question, needsCount);
        assertThat(shares.count() + Arrays.stream(shares.sums()).sum()).isEqualTo(question.microRho());
        assertThat(Arrays.stream(shares.sums())).allMatch(share -> share > 0);
        assertThat(shares.count() > 0).isEqualTo(count || needsCount);
        assertThat(shares.asked()).isEqualTo(count);
    }

    /** Canonne, Kamath, Steinke give ε = 1 for ρ = 0.0244, 3 for 0.185, 5 for 0.463 and 10 for 1.539 at δ = 10^-6. */
    @Property(tries = 1)
    void convertToTheKnownEpsilons() {
        long[] epsilons = {24_400, 185_000, 463_000, 1_539_000};
        assertThat(Arrays.stream(epsilons).map(Shares::epsilonPerMille).toArray()).satisfies(
            one -> assertThat(one[0]).isBetween(995L, 1005L), one -> assertThat(one[1]).isBetween(2990L, 3010L),
            one -> assertThat(one[2]).isBetween(4985L, 5015L), one -> assertThat(one[3]).isBetween(9970L, 10_030L));
    }

    /** Bun and Steinke's conversion ρ + 2√(ρ ln 1/δ) holds too and is never better. */
    @Property
    void neverExceedTheSimplerConversion(@ForAll @LongRange(min = 1, max = 1_000_000_000) long microRho) {
        double rho = microRho / 1e6;
        assertThat(Shares.epsilonPerMille(microRho) / 1000.0).isPositive()
            .isLessThanOrEqualTo(rho + 2 * Math.sqrt(rho * Math.log(1e6)) + 0.001);
    }

    private static Question.Content question(int sums, boolean count, long microRho) {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < sums; i++) {
            names.add("measure" + i);
        }
        return new Question.Content("d", "p", count, names, List.of(), Level.TERRITORY, new TreeMap<>(), "2025",
            microRho);
    }
}

package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The truth tables, with what is unknown, what waits for votes and what is judged later. */
class TruthTest {

    /** Rows and columns in the order of {@link Truth}: true, false, unknown, pending, later. */
    @ParameterizedTest
    @CsvSource({"TRUE, T F U P L", "FALSE, F F F F F", "UNKNOWN, U F U U U", "PENDING, P F U P P", "LATER, L F U P L"})
    void conjunction(Truth one, String row) {
        for (Truth other : Truth.values()) {
            Truth expected = of(row.split(" ")[other.ordinal()]);
            assertThat(one.and(other)).as(one + " and " + other).isEqualTo(expected);
            assertThat(branch(Connective.AND, one, other)).isEqualTo(expected);
            assertThat(branch(Connective.AND_SEQUENCE, one, other)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"TRUE, T T T T T", "FALSE, T F U P L", "UNKNOWN, T U U P U", "PENDING, T P P P P", "LATER, T L U P L"})
    void disjunction(Truth one, String row) {
        for (Truth other : Truth.values()) {
            Truth expected = of(row.split(" ")[other.ordinal()]);
            assertThat(one.or(other)).as(one + " or " + other).isEqualTo(expected);
            assertThat(branch(Connective.OR, one, other)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"TRUE, F T U U L", "FALSE, T F U P L", "UNKNOWN, U U U U U", "PENDING, U P U U U", "LATER, L L U U L"})
    void exclusiveDisjunction(Truth one, String row) {
        for (Truth other : Truth.values()) {
            Truth expected = of(row.split(" ")[other.ordinal()]);
            assertThat(Truth.one(new Truth[]{one, other})).as(one + " xone " + other).isEqualTo(expected);
            assertThat(branch(Connective.XONE, one, other)).isEqualTo(expected);
        }
    }

    @Test
    void exclusiveDisjunctionOfThreeIsNotParity() {
        assertThat(branch(Connective.XONE, Truth.TRUE, Truth.TRUE, Truth.TRUE)).isEqualTo(Truth.FALSE);
        assertThat(branch(Connective.XONE, Truth.TRUE, Truth.FALSE, Truth.FALSE)).isEqualTo(Truth.TRUE);
        assertThat(branch(Connective.XONE, Truth.TRUE, Truth.TRUE, Truth.UNKNOWN)).isEqualTo(Truth.FALSE);
        assertThat(branch(Connective.XONE, Truth.FALSE, Truth.FALSE, Truth.FALSE)).isEqualTo(Truth.FALSE);
        assertThat(branch(Connective.XONE, Truth.FALSE, Truth.FALSE, Truth.PENDING)).isEqualTo(Truth.PENDING);
    }

    @Test
    void nothingAtAllHoldsUnderAndOnly() {
        assertThat(branch(Connective.AND)).isEqualTo(Truth.TRUE);
        assertThat(branch(Connective.OR)).isEqualTo(Truth.FALSE);
        assertThat(branch(Connective.XONE)).isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @EnumSource
    void permissionsPassAndProhibitionsApplyAgainstDoubt(Truth truth) {
        assertThat(truth.passes()).isEqualTo(truth == Truth.TRUE || truth == Truth.LATER);
        assertThat(truth.forbids()).isEqualTo(truth == Truth.TRUE || truth == Truth.UNKNOWN || truth == Truth.PENDING);
    }

    /** Whatever is not known now, what was decided before it became known stays decided. */
    @Property
    void learningAFactNeverOverturnsWhatWasCertain(@ForAll Connective connective,
                                                  @ForAll @Size(min = 1, max = 5) List<Truth> operands) {
        Truth before = branch(connective, operands.toArray(Truth[]::new));
        for (Truth learnt : List.of(Truth.TRUE, Truth.FALSE)) {
            List<Truth> after = new ArrayList<>(operands);
            after.replaceAll(one -> one == Truth.TRUE || one == Truth.FALSE ? one : learnt);
            if (before == Truth.TRUE || before == Truth.FALSE) {
                assertThat(branch(connective, after.toArray(Truth[]::new))).isEqualTo(before);
            }
        }
    }

    private static Truth branch(Connective connective, Truth... operands) {
        return new Branch(connective, Arrays.stream(operands).<Node>map(Node.Settled::new).toList())
            .judge(new Moment(Scope.QUERY, Samples.facts()), false);
    }

    private static Truth of(String letter) {
        return switch (letter) {
            case "T" -> Truth.TRUE;
            case "F" -> Truth.FALSE;
            case "U" -> Truth.UNKNOWN;
            case "P" -> Truth.PENDING;
            default -> Truth.LATER;
        };
    }
}

package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StepReaderTest {

    /** What is read in the short way is what is read in the long one, whatever is written, whatever the step. */
    @Property(tries = 5000)
    void readsShortNumbersAsItReadsAll(@ForAll("texts") String text, @ForAll("readers") StepReader reader) {
        char[] chars = ("7" + text + "9").toCharArray();
        assertThat(reader.steps(chars, 1, text.length())).isEqualTo(reader.carefully(chars, 1, text.length()));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> numbers = Arbitraries.bigDecimals().between(BigDecimal.valueOf(-3_000_000),
            BigDecimal.valueOf(3_000_000)).ofScale(3).map(number -> number.stripTrailingZeros().toPlainString());
        Arbitrary<String> any = Arbitraries.strings().withChars("0123456789.-,+ eaN").ofMaxLength(22);
        Arbitrary<String> digits = Arbitraries.strings().withChars("0123456789.").ofMaxLength(22);
        return Arbitraries.oneOf(numbers, any, digits);
    }

    @Provide
    Arbitrary<StepReader> readers() {
        return Arbitraries.of("1", "0.1", "0.5", "0.001", "10", "2.5", "0.000001").map(step -> new StepReader(
            new Measure("value", "value", "EUR", new BigDecimal(step), -1_000_000, 2_000_000, 2_000_000)));
    }
}

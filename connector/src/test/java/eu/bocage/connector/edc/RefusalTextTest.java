package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.policies.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTextTest {

    private static final List<Reason> REASONS = List.of(
        new Reason("purpose", "C01", "finalité « démarchage » hors de la charte",
            "purpose \"marketing\" not in the charter"),
        new Reason("finestZoning", "C02", "plus fin que la commune", "finer than the commune"));

    @Test
    void carriesReasonsThroughMessagesThatQuoteOneAnother() {
        String text = RefusalText.write(REASONS);
        String quoted = "{\"reason\":[\"" + text.replace("\"", "\\\"") + "\"]}";
        String twice = "{\"detail\":\"" + quoted.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        for (String each : List.of(text, quoted, twice)) {
            assertThat(RefusalText.read(each)).contains(REASONS);
        }
    }

    @Test
    void isReadableToPeopleInBothLanguages() {
        assertThat(RefusalText.write(REASONS)).contains("finer than the commune").contains("plus fin que la commune");
    }

    @Test
    void takesNothingElseForReasons() {
        for (String text : List.of("", "no", "[reasons:]", "[reasons:!!!!]", "[reasons:AAAA]", "[reasons:e30]",
            "[reasons:" + "A".repeat(30_000) + "]")) {
            assertThat(RefusalText.read(text)).as(text).isEmpty();
        }
    }
}

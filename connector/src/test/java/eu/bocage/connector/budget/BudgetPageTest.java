package eu.bocage.connector.budget;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.PrivacyLoss;
import eu.bocage.policies.Charter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on the budget tell the figures that the program has, in both languages. */
class BudgetPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\|(.+)\\| ([0-9 ]+) \\| ([0-9]+[.,][0-9]+) \\|$");

    @ParameterizedTest
    @ValueSource(strings = {"docs/budget.md", "docs/budget-de-confidentialite.md"})
    void tellsTheLossOfEachBudgetAndTheDefaultWithItsReasons(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        List<Long> budgets = new ArrayList<>();
        long usual = 0;
        for (Matcher row = ROW.matcher(text); row.find();) {
            long microRho = Long.parseLong(row.group(2).replace(" ", ""));
            double told = Double.parseDouble(row.group(3).replace(',', '.'));
            double epsilon = new PrivacyLoss(microRho, 0).epsilonPerMille(PrivacyLoss.USUAL_DELTA) / 1000.0;
            assertThat(told).as(row.group()).isBetween(epsilon * 0.995, epsilon * 1.01);
            budgets.add(microRho);
            usual = row.group(1).contains("**") ? microRho : usual;
        }
        assertThat(budgets).hasSize(5);
        Charter minimal = charter("minimal");
        assertThat(usual).isEqualTo(minimal.budget().perUnitSpace());
        assertThat(budgets).contains(minimal.budget().perRequest(), charter("climate-hub").budget().perUnitSpace());
        assertThat(text).contains("budget.perUnitSpace: " + usual);
        String reasons = text.substring(text.indexOf("budget.perUnitSpace: " + usual));
        assertThat(reasons.lines().filter(line -> line.startsWith("- *"))).hasSizeGreaterThanOrEqualTo(4);
    }

    /**
     * From even odds the chance is e^ε to one. To tell one set of a unit's rows from another is to take it away and to
     * add another: twice the distance, four times ρ.
     */
    @ParameterizedTest
    @CsvSource({"docs/budget.md, among the rows at all, some property",
        "docs/budget-de-confidentialite.md, figure dans les données, telle particularité"})
    void tellsApartWhatAQuestionTellsOfPresenceAndOfAProperty(String page, String presence, String property)
            throws IOException {
        String text = Files.readString(Path.of(page)).replaceAll("\\s+", " ");
        long question = charter("minimal").budget().perRequest();
        int first = text.indexOf("**" + presence + "**");
        int second = text.indexOf("**" + property + "**");
        assertThat(first).isPositive().isLessThan(second);
        assertTold(text.substring(first, second), question);
        assertTold(text.substring(second, text.indexOf("- *", second)), 4 * question);
    }

    @Test
    void readmeTellsWhatTwoMetersOfAHouseholdAreProtectedBy() throws IOException {
        long question = charter("minimal").budget().perRequest();
        assertThat(Files.readString(Path.of("../README.md")).replaceAll("\\s+", " "))
            .contains("ε = " + epsilon(4 * question) + " in place of " + epsilon(question) + " for one question");
    }

    @ParameterizedTest
    @CsvSource({"../SECURITY.md, lowers a budget binds at once", "docs/budget.md, lowers a limit binds at once",
        "docs/budget-de-confidentialite.md, celle-ci vaut aussitôt"})
    void saysThatALowerBudgetBindsRunningAgreementsAtOnce(String page, String words) throws IOException {
        assertThat(Files.readString(Path.of(page)).replaceAll("\\s+", " ")).contains(words);
    }

    private static void assertTold(String part, long microRho) {
        double odds = Math.exp(new PrivacyLoss(microRho, 0).epsilonPerMille(PrivacyLoss.USUAL_DELTA) / 1000.0);
        assertThat(part.replace(',', '.')).contains("ε = " + epsilon(microRho))
            .contains((int) Math.ceil(100 * odds / (1 + odds)) + " %");
    }

    private static String epsilon(long microRho) {
        return BigDecimal.valueOf(new PrivacyLoss(microRho, 0).epsilonPerMille(PrivacyLoss.USUAL_DELTA), 3)
            .setScale(2, RoundingMode.CEILING).toString();
    }

    private static Charter charter(String name) throws IOException {
        try (InputStream in = Charter.class.getResourceAsStream("charters/" + name + ".yaml")) {
            return Charter.fromYaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

package eu.bocage.connector.budget;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.PrivacyLoss;
import eu.bocage.policies.Charter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static Charter charter(String name) throws IOException {
        try (InputStream in = Charter.class.getResourceAsStream("charters/" + name + ".yaml")) {
            return Charter.fromYaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

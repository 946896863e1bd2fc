package eu.bocage.compute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Cards of any kind that a reader lets in: what nodes run passes on each, and nothing keeps it from being tried. */
@Tag("long")
class ValidCardsTest {

    private static final List<String> STEPS = List.of("0.01", "0.5", "1", "10", "1000");
    private static final List<String> VALUES = List.of("gas", "\"bois, granulés\"", "\"l'été\"", "\"2025-01\"", "\"É\"",
        "'a \"b\"'", "x", "\"0\"", "z-9");

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void recordsOnEveryValidCardThatNoUnitChangesMoreThanTheNoiseCovers(@ForAll long seed) {
        String yaml = yaml(new Random(seed));
        Card card = Card.fromYaml(yaml);
        Verdict verdict = new MechanismChecks(card, new MadeRows(card), Subject::real, 1).recording();
        assertThat(verdict).as(yaml).isInstanceOf(Verdict.Passed.class);
    }

    private static String yaml(Random random) {
        boolean placed = random.nextBoolean();
        List<String> keys = IntStream.range(0, random.nextInt(5)).mapToObj(i -> "k" + i).toList();
        List<String> open = keys.stream().filter(key -> random.nextInt(4) > 0).toList();
        String filters = IntStream.range(0, open.size() + 1).filter(i -> random.nextBoolean())
            .mapToObj(i -> i < open.size() ? open.get(i) : "zoning").filter(one -> placed || !one.equals("zoning"))
            .collect(Collectors.joining(", "));
        return """
            id: any
            title: {fr: Essai, en: Trial}
            description: {fr: Essai., en: Trial.}
            classification: shared
            owner: Énergie de Loire
            licence: Charte du territoire
            unit: farm
            unitColumn: "farm, no"
            unitSpace: farms
            period: "2025"
            %s
            filters: [%s]
            keys: {%s}
            measures: {%s}
            %s
            purposes: []
            """.formatted(placed ? zone(random) : "", filters, keys.stream().map(key -> key + ": "
                    + key(key, open.contains(key), random)).collect(Collectors.joining(", ")),
                IntStream.range(0, random.nextInt(7)).mapToObj(i -> "m" + i + ": " + measure(i, random))
                    .collect(Collectors.joining(", ")),
                (random.nextBoolean() ? "rowsPerUnit: " + (1 + random.nextInt(9)) + "\n" : "")
                    + (random.nextBoolean() ? "unitRows: " + (1 + random.nextInt(60)) : ""));
    }

    private static String zone(Random random) {
        String level = List.of("commune", "epci", "departement", "region").get(random.nextInt(4));
        String region = random.nextInt(4) > 0 ? ", region: \"" + List.of("24", "01", "94").get(random.nextInt(3)) + "\""
            : "";
        return "zoning: {column: \"place \\\"of\\\" it\", level: " + level + region + ", perUnit: "
            + (1 + random.nextInt(6)) + "}";
    }

    private static String key(String name, boolean open, Random random) {
        String values = open ? "values: [" + String.join(", ", VALUES.subList(0, 1 + random.nextInt(VALUES.size())))
            + "]" : "private: true, atMost: " + (1 + random.nextInt(20));
        return "{column: c-" + name + ", " + values + ", perUnit: " + (1 + random.nextInt(12)) + "}";
    }

    private static String measure(int number, Random random) {
        BigDecimal step = new BigDecimal(STEPS.get(random.nextInt(STEPS.size())));
        long reach = 1 + random.nextLong(1L << random.nextInt(31));
        long one = random.nextLong(2 * reach + 1) - reach;
        long other = random.nextInt(4) == 0 ? one : random.nextLong(2 * reach + 1) - reach;
        long perUnit = 1 + random.nextLong(random.nextBoolean() ? 3 * reach : 2);
        return "{column: v" + number + ", unit: kg, step: " + step + ", row: {min: " + steps(step, Math.min(one, other))
            + ", max: " + steps(step, Math.max(one, other)) + "}, perUnit: {max: "
            + steps(step, Math.min(perUnit, 1L << 31)) + "}}";
    }

    private static String steps(BigDecimal step, long number) {
        return step.multiply(BigDecimal.valueOf(number)).toPlainString();
    }
}

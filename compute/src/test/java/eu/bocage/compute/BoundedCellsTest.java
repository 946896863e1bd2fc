package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What one unit can do to the exact figures, whatever the rows are; and that they are what the seam says. */
class BoundedCellsTest {

    private static final String GROUPED = """
        {"dataset":"energy-consumption","purpose":"p","groupBy":["zoning","energy"%s],"zoning":"%s",
         "measures":[{"function":"count"},{"function":"sum","measure":"consumption"},
                     {"function":"sum","measure":"bill"}],"filters":{"month":%s}}""";

    /** One place, one energy, but up to two months. */
    private final Card card = Card.fromYaml(Cards.ENERGY.replace("perUnit: 4", "perUnit: 2")
        .replace("perUnit: {max: 30000}", "perUnit: {max: 25000}"));

    @Property(tries = 150)
    void oneUnitChangesAtMostItsCellsByAtMostItsBounds(@ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int units, @ForAll boolean months) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int unit = 1; unit < units; unit++) {
            lines.addAll(Rows.unit("m" + unit, random));
        }
        List<String> more = new ArrayList<>(lines);
        for (int times = 1 + random.nextInt(30); times > 0; times--) {
            more.addAll(Rows.unit("m0", random));
        }
        Question question = question(random, months);
        BoundingPlan plan = plan(question, random);
        ExactAggregate without = cells(Rows.table(lines, card), plan);
        ExactAggregate with = cells(Rows.table(more, card), plan);
        int changed = 0;
        for (int cell = 0; cell < plan.cells(); cell++) {
            long count = with.counts()[cell] - without.counts()[cell];
            assertThat(count).isBetween(0L, 1L);
            changed += (int) count;
            for (int m = 0; m < plan.figures().size(); m++) {
                long moved = Math.abs(with.figures()[m][cell] - without.figures()[m][cell]);
                assertThat(moved).isLessThanOrEqualTo(count * plan.figures().get(m).bound());
            }
        }
        assertThat(changed).isLessThanOrEqualTo(plan.cellsPerUnit());
        assertThat(plan.cellsPerUnit()).isEqualTo(months ? question.json().contains("2025-04") ? 1 : 2 : 1);
    }

    /** What one unit moves in every mechanism, the coarser tiers and every level of a tree included. */
    @Property(tries = 100)
    void oneUnitMovesEveryMechanismByNoMoreThanItsNoiseIsMadeFor(@ForAll long seed, @ForAll boolean tree) {
        Random random = new Random(seed);
        Card counted = Card.fromYaml(Cards.ENERGY.replace("perUnit: 1}\nkeys", "perUnit: 2}\nkeys")
            .replace("perUnit: {max: 30000}", "perUnit: {max: 25000}") + "rowsPerUnit: 3\n");
        String last = tree ? "{\"function\":\"quantiles\",\"measure\":\"consumption\",\"perMille\":[500]}"
            : "{\"function\":\"histogram\",\"measure\":\"bill\",\"edges\":[0,100,5000]}";
        Question question = Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":["zoning","month"],"zoning":"departement"%s,
             "measures":[{"function":"rows"},{"function":"variance","measure":"bill"},
                         {"function":"mean","measure":"consumption"},{"function":"sum","measure":"bill"},%s]}"""
            .formatted(tree ? "" : ",\"rollUp\":[\"region\"]", last), counted, 1000);
        List<String> lines = new ArrayList<>(Rows.of(5, seed).lines());
        Table without = Rows.table(lines, counted);
        for (int times = 1 + random.nextInt(20); times > 0; times--) {
            lines.addAll(Rows.unit("one", random));
        }
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        BoundingPlan plan = new Planner(question.content(), counted, Layout.of(counted))
            .plan(HexFormat.of().formatHex(salt));
        Tiers tiers = Tiers.of(question.content(), plan);
        ExactAggregate less = cells(without, plan);
        ExactAggregate more = cells(Rows.table(lines, counted), plan);
        assertMoves(less.counts(), more.counts(), 1, 1, plan, tiers);
        for (int f = 0; f < plan.figures().size(); f++) {
            assertMoves(less.figures()[f], more.figures()[f], plan.figures().get(f).bound(), 1, plan, tiers);
        }
        long moved = 0;
        for (int i = 0; i < less.spreads()[0].length; i++) {
            moved += Math.abs(more.spreads()[0][i] - less.spreads()[0][i]);
        }
        assertThat(moved).isLessThanOrEqualTo(plan.cellsPerUnit());
        assertMoves(less.spreads()[0], more.spreads()[0], 1, plan.spreads().getFirst().bins(), plan, tiers);
    }

    private static void assertMoves(long[] less, long[] more, long bound, int width, BoundingPlan plan, Tiers tiers) {
        List<long[]> before = tiers.addedUp(less, width);
        List<long[]> after = tiers.addedUp(more, width);
        for (int tier = 0; tier < tiers.size(); tier++) {
            double length = 0;
            for (int i = 0; i < before.get(tier).length; i++) {
                length += Math.pow((after.get(tier)[i] - before.get(tier)[i]) / (double) bound, 2);
            }
            assertThat(length).isLessThanOrEqualTo(Tiers.squaredReach(tier, plan.cellsPerUnit()) + 1e-9);
        }
    }

    @Property(tries = 60)
    void addsUpWhatTheSeamSays(@ForAll long seed, @ForAll boolean months) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 30; unit++) {
            lines.addAll(Rows.unit("é|" + unit, random));
        }
        Question question = question(random, months);
        BoundingPlan plan = plan(question, random);
        ExactAggregate cells = cells(Rows.table(lines, card), plan);
        Map<String, long[]> expected = slowly(lines, question, plan);
        long[] none = new long[3];
        for (int cell = 0; cell < plan.cells(); cell++) {
            long[] figures = expected.getOrDefault(String.join("|", keys(plan, cell)), none);
            assertThat(new long[] {cells.counts()[cell], cells.figures()[0][cell], cells.figures()[1][cell]})
                .isEqualTo(figures);
        }
    }

    /** The same by another way: texts, maps and a full sort. */
    private Map<String, long[]> slowly(List<String> lines, Question question, BoundingPlan plan) {
        Map<String, Map<String, long[]>> units = new TreeMap<>();
        var geography = Geography.official();
        var level = Level.of(question.zoning()).orElseThrow();
        for (String line : lines) {
            String[] field = line.split(",");
            if (question.content().filter("month").map(only -> only.contains(field[3])).orElse(true)) {
                List<String> keys = new ArrayList<>(List.of(geography.parent(
                    Level.COMMUNE, field[1], level).orElseThrow(), field[2]));
                if (question.content().groupBy().contains("month")) {
                    keys.add(field[3]);
                }
                long[] sums = units.computeIfAbsent(field[0], unit -> new TreeMap<>())
                    .computeIfAbsent(String.join("|", keys), cell -> new long[2]);
                sums[0] += Math.round(Double.parseDouble(field[5]) * 100);
                sums[1] += Long.parseLong(field[4]);
            }
        }
        Map<String, long[]> total = new TreeMap<>();
        units.forEach((unit, cells) -> cells.keySet().stream()
            .sorted(Comparator.<String, String>comparing(cell -> hash(plan.salt(), unit, cell)))
            .limit(plan.cellsPerUnit()).forEach(cell -> {
                long[] figures = total.computeIfAbsent(cell, one -> new long[3]);
                figures[0]++;
                for (int m = 0; m < 2; m++) {
                    long bound = plan.figures().get(m).bound();
                    figures[m + 1] += Math.clamp(cells.get(cell)[m], -bound, bound);
                }
            }));
        return total;
    }

    private static String hash(String salt, String unit, String cell) {
        StringBuilder text = new StringBuilder(salt).append("|v").append(unit.length()).append(':').append(unit);
        for (String key : cell.split("\\|")) {
            text.append("|v").append(key.length()).append(':').append(key);
        }
        return HexFormat.of().formatHex(Json.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> keys(BoundingPlan plan, int cell) {
        List<String> keys = new ArrayList<>();
        int rest = cell;
        for (BoundingPlan.Axis axis : plan.axes().reversed()) {
            keys.addFirst(axis.groups().get(rest % axis.groups().size()));
            rest /= axis.groups().size();
        }
        return keys;
    }

    private Question question(Random random, boolean months) {
        String level = List.of("commune", "epci", "departement", "region").get(random.nextInt(4));
        String some = random.nextBoolean() ? "[\"2025-04\"]" : "[\"2025-01\",\"2025-02\",\"2025-03\"]";
        return Question.read(GROUPED.formatted(months ? ",\"month\"" : "", level, some), card, 1000);
    }

    private BoundingPlan plan(Question question, Random random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new Planner(question.content(), card, Layout.of(card)).plan(HexFormat.of().formatHex(salt));
    }

    private static ExactAggregate cells(Table table, BoundingPlan plan) {
        return new ColumnCells(table.columns(), table.layout()).cells(plan);
    }
}

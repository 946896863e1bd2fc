package eu.bocage.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * <strong>Dangerous: hands out exact figures.</strong> The way in for {@code eu.bocage.compute.audit}, which gives it
 * made-up rows only ({@link MadeRows}); nothing else may use it, which a test of the build holds. It runs the code that
 * answers run, from the bounding of rows to the bytes of an answer, and shows what every mechanism was given. Releases
 * are as under a rule that hides cells, so that a count of units is drawn even where nobody asked for it.
 *
 * <p>One instance serves one question; it is immutable, and many threads may use it.
 */
public final class UnsafeAuditSeam {

    private final Question question;
    private final Card card;
    private final Layout layout;
    private final Function<Table, BoundedCells> bounding;
    private final Adding adding;
    private final BoundingPlan plan;
    private final Tiers tiers;
    private final Shares shares;
    private final List<Mechanism> mechanisms;

    /**
     * One run of one mechanism over one tier or level.
     *
     * @param name     as {@code count}, {@code sum of bill}
     * @param microRho what the mechanism is charged, for all its parts together
     * @param parts    in how many runs the charge is used up
     */
    public record Mechanism(String name, long microRho, int parts) {
    }

    /**
     * What a mechanism was given and gave.
     *
     * @param variance declared for its noise
     * @param exact    figures without noise; never to be shown for rows of anybody
     * @param noisy    as many
     */
    public record Pass(Mechanism mechanism, double variance, long[] exact, long[] noisy) {
    }

    /** An answer, with what went into it. @param json as it would leave the node */
    public record Answered(String json, List<Pass> passes) {
    }

    UnsafeAuditSeam(Question question, Card card, Function<Table, BoundedCells> bounding, Adding adding) {
        this.question = question;
        this.card = card;
        this.layout = Layout.of(card);
        this.bounding = bounding;
        this.adding = adding;
        this.plan = new Planner(question.content(), card, layout).plan("0".repeat(32));
        this.tiers = Tiers.of(question.content(), plan);
        this.shares = Shares.of(question.content(), plan.hasPrivateKeys());
        this.mechanisms = mechanisms();
    }

    /**
     * Which cells of private keys are told at what noise.
     *
     * @param cells    that are told
     * @param variance declared for the noise of the counts that decide it
     */
    public record Told(int cells, double variance) {
    }

    /** What nodes run. */
    public static UnsafeAuditSeam of(Question question, Card card) {
        return new UnsafeAuditSeam(question, card, table -> new ColumnCells(table.columns(), table.layout()),
            Adding.REAL);
    }

    /**
     * Bounds and adds noise, without writing an answer.
     *
     * @param seed 32 bytes
     * @throws IllegalArgumentException when a private key is grouped by: neighbouring tables have other cells then
     */
    public List<Pass> release(Table table, byte[] seed) {
        requirePublic();
        String domain = "bocage/audit/" + question.hash() + "|";
        String salt = HexFormat.of().formatHex(new RandomStream(seed, domain + "salt").nextBytes(16));
        Shares ruled = Shares.of(question.content(), true);
        Recorder recorder = new Recorder(mechanisms(ruled));
        Release.of(bounding.apply(table).cells(new BoundingPlan(plan.axes(), plan.filters(), plan.figures(),
            plan.spreads(), plan.cellsPerUnit(), salt)), new Noises(plan, tiers, ruled, recorder),
            question.content().asks(), seed, domain);
        return recorder.passes();
    }

    /** The whole answer, with no cell hidden. Otherwise as {@link #release}. */
    public Answered answer(Table table, DataVersion version, byte[] seed) {
        requirePublic();
        Recorder recorder = new Recorder();
        String json = Answer.to(question, card, layout, bounding.apply(table), recorder, version,
            Disclosure.NONE, seed).json();
        return new Answered(json, recorder.passes());
    }

    /** How many cells of private keys an answer tells in which every draw of noise is this very number. */
    public Told told(Table table, DataVersion version, long draw) {
        List<Double> variances = new ArrayList<>();
        Answer answer = Answer.to(question, card, table.layout(), bounding.apply(table), (noise, exact, random) -> {
            variances.add(noise.variance());
            return Arrays.stream(exact).map(one -> Math.addExact(one, draw)).toArray();
        }, version, Disclosure.NONE, new byte[32]);
        return new Told(Json.read(answer.json()).get("cells").size(), variances.getFirst());
    }

    private void requirePublic() {
        if (plan.hasPrivateKeys()) {
            throw new IllegalArgumentException("cells of private keys are not the same in neighbouring tables");
        }
    }

    /** Steps that published figures must be whole multiples of, by the measure's name. */
    public static Map<String, String> grid(Card card) {
        Map<String, String> steps = new TreeMap<>();
        card.measureMap().values().forEach(measure -> steps.put(measure.name(), measure.step().toPlainString()));
        return steps;
    }

    private List<Mechanism> mechanisms() {
        return mechanisms(shares);
    }

    private List<Mechanism> mechanisms(Shares shares) {
        List<Mechanism> all = new ArrayList<>();
        if (shares.count() > 0) {
            add(all, "count", shares.count(), tiers.size());
        }
        for (int f = 0; f < shares.figures().length; f++) {
            add(all, switch (plan.figures().get(f)) {
                case BoundingPlan.Figure.Rows rows -> "rows";
                case BoundingPlan.Figure.Total(Measure measure) -> "sum of " + measure.name();
                case BoundingPlan.Figure.Centred(Measure measure) -> "centred sum of " + measure.name();
                case BoundingPlan.Figure.Squares(Measure measure) -> "squares of " + measure.name();
            }, shares.figures()[f], tiers.size());
        }
        List<Ask> spread = question.content().asks().stream().filter(ask -> ask.spread().isPresent()).toList();
        for (int s = 0; s < spread.size(); s++) {
            String of = spread.get(s).function() + " of " + plan.spreads().get(s).measure().name();
            add(all, of, shares.spreads()[s], spread.get(s) instanceof Ask.Quantiles quantiles
                ? quantiles.tree().height() : tiers.size());
        }
        return List.copyOf(all);
    }

    private static void add(List<Mechanism> all, String name, long microRho, int parts) {
        IntStream.range(0, parts).forEach(part -> all.add(new Mechanism(name, microRho, parts)));
    }

    /** Stands where noise meets exact figures, and notes both. */
    private final class Recorder implements Adding {

        private final List<Mechanism> mechanisms;
        private final List<Pass> passes = new ArrayList<>();

        Recorder() {
            this(UnsafeAuditSeam.this.mechanisms);
        }

        Recorder(List<Mechanism> mechanisms) {
            this.mechanisms = mechanisms;
        }

        @Override
        public long[] added(DiscreteGaussian noise, long[] exact, RandomStream random) {
            long[] before = exact.clone();
            long[] noisy = adding.added(noise, exact, random);
            passes.add(new Pass(mechanisms.get(passes.size()), noise.variance(), before, noisy.clone()));
            return noisy;
        }

        List<Pass> passes() {
            if (passes.size() != mechanisms.size()) {
                throw new IllegalStateException(passes.size() + " runs of mechanisms, " + mechanisms.size()
                    + " are charged");
            }
            return List.copyOf(passes);
        }
    }
}

package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One question to one dataset, in canonical form: two spellings of one question are equal. Sets are sorted ({@code
 * zoning} stands first in {@code groupBy}, {@code count} first among the measures), defaults are filled, codes are
 * normalised (former communes, upper and lower case), a grouping by the whole territory is dropped. Every filter stays,
 * also one that names every value: who asked can then see in the answer, without the card, that none was left out, and
 * a filter by every EPCI still leaves out the communes that have none. Immutable.
 */
public final class Question {

    /**
     * Most values in one answer: its cells, times the figures asked and one more for the keys. Both sides hold it as
     * bytes: see {@code connector/docs/decisions/0006-reservation.md}.
     */
    public static final long MAX_VALUES = 3_000_000;

    /**
     * Most bytes that the cells of one answer may take, were every number and key in them as long as it can be. So a
     * million cells have room for a count and a sum under short public keys, and none for a mean beside the count or
     * for a private key.
     */
    public static final long MAX_BYTES = 256 << 20;

    private final Content content;
    private final Card card;
    private final String json;

    Question(Content content, Card card) {
        this.content = content;
        this.card = card;
        this.json = Json.canonical(content.document());
    }

    /**
     * Reads and checks a question.
     *
     * @param json            as the asker wrote it, see {@code question.schema.json} beside this class
     * @param card            of the dataset that it names
     * @param defaultMicroRho what it costs when it names no cost
     * @throws InvalidInput naming each wrong field and what there is instead; more than {@link #MAX_VALUES} or
     *     {@link #MAX_BYTES} is refused
     */
    public static Question read(String json, Card card, long defaultMicroRho) {
        return new Question(new QuestionReader(Json.read(json), card, defaultMicroRho).read(), card);
    }

    /** The dataset that a question names, before it is read. @throws InvalidInput when there is none */
    public static String dataset(String json) {
        List<Problem> problems = new ArrayList<>();
        String dataset = new Fields(Json.read(json), "", problems).text("dataset");
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return dataset;
    }

    /** Canonical JSON (RFC 8785): sets sorted, defaults filled, codes normalised. */
    public String json() {
        return json;
    }

    /** {@code sha-256:} and 64 hexadecimal digits over {@link #json}. */
    public String hash() {
        return Json.hash(json);
    }

    public String purpose() {
        return content.purpose;
    }

    /** {@code address}, {@code iris}, {@code commune}, {@code epci}, {@code departement}, {@code region},
     *  {@code territory}; may be finer than the card has, for the policy to refuse. */
    public String zoning() {
        return content.zoning.text();
    }

    /** Names of the measures that it looks at. */
    public Set<String> measures() {
        Set<String> names = new TreeSet<>();
        content.asks.forEach(ask -> ask.measures().forEach(measure -> names.add(measure.name())));
        return names;
    }

    /** The words for what it works out, as {@code count} and {@code sum}. */
    public Set<String> functions() {
        return content.asks.stream().map(Ask::function).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The coarser levels that it asks for too, from the finest; none most of the time. */
    public List<String> rollUp() {
        return content.rollUp.stream().map(Level::text).toList();
    }

    /** Group keys and filters. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(content.groupBy);
        keys.addAll(content.filters.keySet());
        return keys;
    }

    /**
     * Checks that the dataset can answer this question, from its card and public facts alone. To be called once a
     * policy has permitted it and before anything is charged: {@link #read} lets a zoning finer than the card's through
     * for the policy to refuse, and no policy need do so.
     *
     * @throws InvalidInput naming the field and what there is instead
     */
    public void requirePlan() {
        BoundingPlan plan = new Planner(content, card, Layout.of(card)).plan("");
        Tiers tiers = Tiers.of(content, plan);
        for (boolean counted : new boolean[] {false, true}) {
            new Noises(plan, tiers, Shares.of(content, counted)).check(content.asks());
        }
    }

    /**
     * Checks that a rule on the share of one unit can be looked at: it goes by totals, so whoever asks for a histogram
     * or quantiles of a measure has to ask for its sum too. To be called as {@link #requirePlan} is.
     *
     * @param disclosure which cells are shown
     * @throws InvalidInput naming {@code measures} and what to add
     */
    public void requireTotals(Disclosure disclosure) {
        List<Problem> problems = content.asks.stream().filter(ask -> disclosure.dominancePercent() > 0
                && ask.spread().isPresent() && !content.asks.contains(new Ask.Sum(ask.measures().getFirst())))
            .map(ask -> withoutSum(ask.function(), ask.measures().getFirst().name(), disclosure.dominancePercent()))
            .distinct().toList();
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static Problem withoutSum(String function, String measure, int percent) {
        String add = "{\"function\": \"sum\", \"measure\": \"" + measure + "\"}";
        return new Problem("measures",
            "demande « " + function + " » de « " + measure + " » sans sa somme, par laquelle on sait si une unité peut "
                + "faire plus de " + percent + " % d'une cellule ; ajoutez " + add,
            "asks for \"" + function + "\" of \"" + measure + "\" without its sum, by which it is known whether one "
                + "unit may make up more than " + percent + " % of a cell; add " + add);
    }

    /** What it costs; known beforehand and whatever the rows are. */
    public PrivacyLoss loss() {
        boolean appearing = content.groupBy.stream().anyMatch(key -> card.privateKeys().contains(key));
        return new PrivacyLoss(content.microRho, appearing ? Threshold.PICO_DELTA : 0);
    }

    /** How many cells its answer has at most, those of coarser levels too. */
    public long cells() {
        return content.cells;
    }

    /** How many values its answer has at most: the cells, times the figures asked and one more for the keys. */
    public long values() {
        return content.cells * (figures(content.asks) + 1);
    }

    /** Each bin and each quantile is one. */
    static long figures(List<Ask> asks) {
        return asks.stream().mapToLong(ask -> switch (ask) {
            case Ask.Histogram histogram -> histogram.edges().size() + 1;
            case Ask.Quantiles quantiles -> quantiles.perMille().size();
            default -> 1;
        }).sum();
    }

    /** Cost in millionths of rho. */
    public long microRho() {
        return content.microRho;
    }

    Content content() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question question && json.equals(question.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }

    /**
     * A question's parts, normalised.
     *
     * @param asks    what is worked out in every cell, in canonical order
     * @param groupBy names of keys, {@code zoning} first, the others sorted
     * @param zoning  {@code TERRITORY} unless it is grouped or filtered by {@code zoning}
     * @param rollUp  levels above {@code zoning} that are answered too, each made of places of the one before
     * @param filters by key, the values let through
     * @param cells   how many there are at most, by public facts
     */
    record Content(String dataset, String purpose, List<Ask> asks, List<String> groupBy, Level zoning,
                   List<Level> rollUp, SortedMap<String, SortedSet<String>> filters, String period, long microRho,
                   long cells) {

        /** The values of a key that are let through; empty for all. */
        Optional<SortedSet<String>> filter(String key) {
            return Optional.ofNullable(filters.get(key));
        }

        /** Without {@code rollUp} where there is none: questions were kept before it was there. */
        ObjectNode document() {
            ObjectNode document = Json.object();
            document.put("dataset", dataset).put("purpose", purpose).put("zoning", zoning.text())
                .put("period", period).put("microRho", microRho);
            var measures = document.putArray("measures");
            asks.forEach(ask -> measures.add(ask.document()));
            groupBy.forEach(document.putArray("groupBy")::add);
            rollUp.forEach(level -> document.withArray("rollUp").add(level.text()));
            ObjectNode filtered = document.putObject("filters");
            filters.forEach((key, values) -> values.forEach(filtered.withArray(key)::add));
            return document;
        }
    }
}

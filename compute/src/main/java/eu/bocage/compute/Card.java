package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dataset's owner declares about it: unit, public keys, measures with their bounds. What is undeclared is
 * closed. Bounds and key values are typed by a person, beforehand, and never taken from the data; the form is in
 * {@code card.schema.json} beside this class. Immutable.
 */
public final class Card {

    private static final String YEAR = "((?:19|20)[0-9]{2})";
    private static final Pattern PERIOD = Pattern.compile(YEAR + "(?:-" + YEAR
        + "|-S[12]|-[TQ][1-4]|-(?:0[1-9]|1[0-2]))?");

    private final ObjectNode document;
    private final String id;
    private final String unitColumn;
    private final String unitSpace;
    private final String period;
    private final Optional<Zone> zone;
    private final Map<String, Key> keys;
    private final Set<String> filters;
    private final Map<String, Measure> measures;
    private final Set<String> purposes;
    private final Disclosure disclosure;
    private final OptionalInt rowsPerUnit;
    private final int unitRows;
    private final Map<String, Rules> rules;

    Card(ObjectNode document, String id, String unitColumn, String unitSpace, String period, Optional<Zone> zone,
         Map<String, Key> keys, Set<String> filters, Map<String, Measure> measures, Set<String> purposes,
         Disclosure disclosure, OptionalInt rowsPerUnit, int unitRows, Map<String, Rules> rules) {
        this.document = document;
        this.id = id;
        this.unitColumn = unitColumn;
        this.unitSpace = unitSpace;
        this.period = period;
        this.zone = zone;
        this.keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        this.filters = Collections.unmodifiableSet(new TreeSet<>(filters));
        this.measures = Collections.unmodifiableMap(new TreeMap<>(measures));
        this.purposes = Collections.unmodifiableSet(new TreeSet<>(purposes));
        this.disclosure = disclosure;
        this.rowsPerUnit = rowsPerUnit;
        this.unitRows = unitRows;
        this.rules = Map.copyOf(rules);
    }

    /** Reads a card as a person wrote it. @throws InvalidInput naming every missing or wrong field */
    public static Card fromYaml(String yaml) {
        return new CardReader(CardReader.withoutEmpty(Json.readYaml(yaml))).read();
    }

    /** Reads {@link #json} back. @throws InvalidInput */
    public static Card fromJson(String json) {
        return new CardReader(Json.read(json)).read();
    }

    /**
     * Reads {@link #publicJson} back, with made-up names for the columns that it leaves out: enough to plan questions
     * and to make rows up, not to read a source.
     *
     * @throws InvalidInput
     */
    public static Card fromPublicJson(String json) {
        ObjectNode shown = Json.read(json);
        shown.put("unitColumn", "unit");
        if (shown.path(CardReader.ZONING) instanceof ObjectNode zoning) {
            zoning.put("column", CardReader.ZONING);
        }
        for (String group : List.of("keys", "measures")) {
            shown.path(group).properties().forEach(one -> {
                if (one.getValue() instanceof ObjectNode named) {
                    named.put("column", group + "_" + one.getKey());
                }
            });
        }
        return new CardReader(shown).read();
    }

    /** The whole card in canonical JSON (RFC 8785), for the owner's node. */
    public String json() {
        return Json.canonical(document);
    }

    /** What others may see of it, canonical JSON: no private column, no file name, nothing taken from rows. */
    public String publicJson() {
        ObjectNode shown = document.deepCopy();
        shown.remove("unitColumn");
        zone.ifPresent(one -> ((ObjectNode) shown.get("zoning")).remove("column"));
        keys.keySet().forEach(name -> ((ObjectNode) shown.get("keys").get(name)).remove("column"));
        measures.keySet().forEach(name -> ((ObjectNode) shown.get("measures").get(name)).remove("column"));
        return Json.canonical(shown);
    }

    public String id() {
        return id;
    }

    public String unitSpace() {
        return unitSpace;
    }

    /** The time that a budget covers, as {@code 2025}. */
    public String period() {
        return period;
    }

    /**
     * What is wrong with the period of a card that is published for the first time, when a slip of the pen would lock
     * its rows into it: it is a year, years, a half year, a quarter or a month. Cards of before may have another form.
     */
    public Optional<Problem> unusualPeriod() {
        Matcher match = PERIOD.matcher(period);
        boolean usual = match.matches() && (match.group(2) == null
            || match.group(1).compareTo(match.group(2)) < 0);
        return usual ? Optional.empty() : Optional.of(new Problem("period",
            "n'est pas une période comme \"2025\" (année), \"2024-2025\", \"2025-S1\" (semestre), \"2025-T1\""
                + " (trimestre) ou \"2025-01\" (mois) ; le budget en dépend pour toujours",
            "is not a period such as \"2025\" (year), \"2024-2025\", \"2025-S1\" (half year), \"2025-Q1\" (quarter)"
                + " or \"2025-01\" (month); the budget depends on it for ever"));
    }

    /** What a card declares that leaves its data of little use, though it may be meant; for the owner to look at. */
    public List<Problem> doubts() {
        return measures.values().stream()
            .filter(one -> Math.max(Math.abs(one.min()), Math.abs(one.max())) > one.perUnit())
            .map(one -> new Problem("measures." + one.name() + ".perUnit.max",
                "est plus petit que ce qu'une seule ligne peut valoir (row) : ce qui dépasse n'est pas compté, et les"
                    + " sommes seront trop petites",
                "is less than what a single row may be (row): what is above it is not counted, and sums will be too"
                    + " small"))
            .toList();
    }

    /** {@code commune}, {@code epci} …; the finest place level that may be asked. */
    public String finestZoning() {
        return zone.map(Zone::level).orElse(Level.TERRITORY).text();
    }

    /** Purposes that it may be asked for; empty for all that the charter allows. */
    public Set<String> purposes() {
        return purposes;
    }

    /** The least noisy count of units behind a shown cell, 0 for none. */
    public int minimumGroup() {
        return disclosure.minimumGroup();
    }

    /** Which cells of an answer may be shown, by {@code minimumGroup} and {@code disclosure} together. */
    public Disclosure disclosure() {
        return disclosure;
    }

    /**
     * Most rows of one unit that a table has, {@value CardReader#UNIT_ROWS} where the card does not say: what bounds
     * the time that one unit adds to a computation, see {@link HeavyUnits}.
     */
    public int unitRows() {
        return unitRows;
    }

    /** Names of the keys whose values are in the rows only: a question that groups by one costs some δ. */
    public Set<String> privateKeys() {
        Set<String> all = new TreeSet<>();
        keys.values().stream().filter(Key::isPrivate).forEach(key -> all.add(key.name()));
        return Collections.unmodifiableSet(all);
    }

    /** Names of what may be summed; units may always be counted. */
    public Set<String> measures() {
        return measures.keySet();
    }

    /** Names of group keys and filterable columns. */
    public Set<String> keys() {
        Set<String> all = new TreeSet<>(keys.keySet());
        zone.ifPresent(one -> all.add(CardReader.ZONING));
        return Collections.unmodifiableSet(all);
    }

    /** A first draft of a card in YAML from the columns and the types of a source; bounds are left to a person. */
    public static String draft(Source source) {
        return CardDraft.of(source);
    }

    String unitColumn() {
        return unitColumn;
    }

    /** How many rows of one unit in one cell count; empty when rows may not be counted. */
    OptionalInt rowsPerUnit() {
        return rowsPerUnit;
    }

    Optional<Zone> zone() {
        return zone;
    }

    /** By name, in the order of names. */
    Map<String, Key> keyMap() {
        return keys;
    }

    /**
     * What happens at intake to values of {@code keys.NAME}, {@code measures.NAME}, {@code zoning} or
     * {@link CardReader#UNIT}.
     */
    Rules rules(String name) {
        return rules.getOrDefault(name, Rules.NONE);
    }

    Set<String> filters() {
        return filters;
    }

    /** By name, in the order of names. */
    Map<String, Measure> measureMap() {
        return measures;
    }
}

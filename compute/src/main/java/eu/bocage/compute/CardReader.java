package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a card strictly and names every problem. */
final class CardReader {

    static final String ZONING = "zoning";

    /** What the unit's column is called among the rules; no name of a key or measure. */
    static final String UNIT = "";

    /** What a question calls the numbers of units and of rows. */
    static final Set<String> RESERVED = Set.of("count", "rows");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern PERIOD = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,31}");
    private static final int MAX_NAMED = 64;
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_PER_UNIT = 1_000_000;
    /** Most rows of one unit where the card does not say. */
    static final int UNIT_ROWS = 500;
    static final int MAX_UNIT_ROWS = 10_000;
    /** Most distinct values of a private key whose card does not say. */
    private static final int PRIVATE_VALUES = 1000;

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE - 20);

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Rules> rules = new LinkedHashMap<>();
    private final Fields card;
    private final ObjectNode document;

    CardReader(ObjectNode document) {
        this.document = document;
        this.card = new Fields(document, "", problems);
    }

    /** @throws InvalidInput naming every problem */
    Card read() {
        String id = card.text("id", ID, "n'est pas fait de lettres minuscules, chiffres et tirets (64 au plus)",
            "is not made of lower-case letters, digits and hyphens (at most 64)");
        bilingual("title");
        bilingual("description");
        card.oneOf("classification", List.of("open", "shared", "sensitive"));
        card.text("owner");
        card.text("licence");
        card.text("unit");
        String unitColumn = card.text("unitColumn");
        String unitSpace = card.text("unitSpace", ID, "n'est pas fait de lettres minuscules, chiffres et tirets",
            "is not made of lower-case letters, digits and hyphens");
        String period = card.text("period", PERIOD, "n'est pas une période comme \"2025\"",
            "is not a period such as \"2025\"");
        rules.put(UNIT, Rules.ofUnit(card));
        Optional<Zone> zone = card.has(ZONING) ? Optional.of(zone(card.object(ZONING))) : Optional.empty();
        Map<String, Key> keys = keys();
        Map<String, Measure> measures = measures();
        Set<String> filters = filters(zone, keys);
        Set<String> purposes = new TreeSet<>(card.texts("purposes", MAX_NAMED));
        int minimumGroup = card.has("minimumGroup") ? (int) card.whole("minimumGroup", 0, 1_000_000) : 0;
        Disclosure disclosure = new Disclosure(minimumGroup, 0).and(disclosure());
        OptionalInt rowsPerUnit = card.has("rowsPerUnit")
            ? OptionalInt.of((int) card.whole("rowsPerUnit", 1, MAX_PER_UNIT)) : OptionalInt.empty();
        int unitRows = card.has("unitRows") ? (int) card.whole("unitRows", 1, MAX_UNIT_ROWS) : UNIT_ROWS;
        card.end();
        columns(unitColumn, zone, keys, measures);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        document.put("minimumGroup", minimumGroup);
        fill("filters", filters);
        fill("purposes", purposes);
        return new Card(document, id, unitColumn, unitSpace, period, zone, keys, filters, measures, purposes,
            disclosure, rowsPerUnit, unitRows, rules);
    }

    /** A preset by name, or rules of the owner's own. */
    private Disclosure disclosure() {
        if (!card.has("disclosure")) {
            return Disclosure.NONE;
        }
        if (document.get("disclosure").isTextual()) {
            return Disclosure.Preset.of(card.oneOf("disclosure", Disclosure.Preset.words()))
                .map(Disclosure.Preset::rules).orElse(Disclosure.NONE);
        }
        Fields rules = card.object("disclosure");
        int group = rules.has("minimumGroup") ? (int) rules.whole("minimumGroup", 0, 1_000_000) : 0;
        int share = rules.has("dominancePercent") ? (int) rules.whole("dominancePercent", 0, 99) : 0;
        rules.end();
        return new Disclosure(group, share);
    }

    /** A field left empty in a draft is a field that is not there. */
    static ObjectNode withoutEmpty(ObjectNode object) {
        object.removeIf(node -> node.isNull() || node.isTextual() && node.textValue().isEmpty());
        object.forEach(node -> {
            if (node instanceof ObjectNode below) {
                withoutEmpty(below);
            }
        });
        return object;
    }

    private void fill(String name, Set<String> set) {
        ArrayNode array = document.putArray(name);
        set.forEach(array::add);
    }

    private void bilingual(String name) {
        Fields texts = card.object(name, " ; écrivez un texte par langue : " + name + ": {fr: …, en: …}",
            "; write a text for each language: " + name + ": {fr: …, en: …}");
        texts.text("fr");
        texts.text("en");
        texts.end();
    }

    private Zone zone(Fields zone) {
        String column = zone.text("column");
        Level level = Level.of(zone.oneOf("level", List.of("commune", "epci", "departement", "region")))
            .orElse(Level.COMMUNE);
        Optional<String> region = zone.has("region") ? Optional.of(zone.text("region")) : Optional.empty();
        if (region.isPresent() && !region.get().isEmpty()
                && Geography.official().name(Level.REGION, region.get()).isEmpty()) {
            zone.problem("region", "n'est pas le code INSEE d'une région, comme \"24\"",
                "is not the INSEE code of a région, such as \"24\"");
        }
        int perUnit = (int) zone.whole("perUnit", 1, MAX_PER_UNIT);
        Zone read = new Zone(column, level, region, perUnit);
        rules.put(ZONING, Rules.ofKey(zone, code -> read.places(level).stream().anyMatch(one ->
            one.code().equals(code))));
        zone.end();
        return read;
    }

    private Map<String, Key> keys() {
        Map<String, Key> keys = new LinkedHashMap<>();
        named("keys").forEach((name, key) -> {
            String column = key.text("column");
            boolean hidden = key.has("private") && key.yes("private");
            List<String> values = hidden ? List.of() : key.texts("values", MAX_VALUES);
            if (values.isEmpty() && !hidden) {
                key.problem("values", "est vide ; écrivez toutes les valeurs possibles, publiques d'avance, ou "
                        + "déclarez \"private: true\"",
                    "is empty; write every possible value, public beforehand, or declare \"private: true\"");
            }
            int atMost = !hidden ? values.size()
                : key.has("atMost") ? (int) key.whole("atMost", 1, MAX_VALUES) : PRIVATE_VALUES;
            Set<String> lower = new HashSet<>();
            for (String value : values) {
                if (!value.equals(value.strip()) || value.length() > 100 || value.contains("\n")) {
                    key.problem("values", "« " + value + " » est trop longue ou a des espaces autour",
                        "\"" + value + "\" is too long or has spaces around it");
                } else if (!lower.add(value.toLowerCase(Locale.ROOT))) {
                    key.problem("values", "« " + value + " » ne diffère d'une autre que par les majuscules",
                        "\"" + value + "\" differs from another one in upper case only");
                }
            }
            int perUnit = (int) key.whole("perUnit", 1, MAX_PER_UNIT);
            rules.put("keys." + name, Rules.ofKey(key, hidden ? KeyReader::proper : values::contains));
            key.end();
            keys.put(name, new Key(name, column, values, perUnit, atMost));
        });
        return keys;
    }

    private Map<String, Measure> measures() {
        Map<String, Measure> measures = new LinkedHashMap<>();
        named("measures").forEach((name, measure) -> {
            String column = measure.text("column");
            String unit = measure.text("unit");
            BigDecimal step = step(measure);
            Fields row = measure.object("row");
            Optional<Long> min = steps(row, "min", step);
            Optional<Long> max = steps(row, "max", step);
            if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
                row.problem("min", "dépasse max", "is above max");
            }
            row.end();
            within(measure, step, min, max);
            Fields perUnit = measure.object("perUnit");
            Optional<Long> bound = steps(perUnit, "max", step);
            if (bound.isPresent() && bound.get() <= 0) {
                perUnit.problem("max", "n'est pas positif", "is not above zero");
            }
            perUnit.end();
            rules.put("measures." + name, Rules.ofMeasure(measure, step, min, max));
            measure.end();
            measures.put(name, new Measure(name, column, unit, step, min.orElse(0L), max.orElse(0L),
                bound.orElse(1L)));
        });
        return measures;
    }

    private BigDecimal step(Fields measure) {
        BigDecimal step = measure.decimal("step").orElse(BigDecimal.ONE).stripTrailingZeros();
        if (step.signum() <= 0 || step.scale() > Measure.MAX_DECIMALS || step.precision() > 15
                || step.scale() < -9) {
            measure.problem("step", "n'est pas un pas comme 1, 10 ou 0.01 (6 décimales au plus)",
                "is not a step such as 1, 10 or 0.01 (at most 6 decimals)");
            return BigDecimal.ONE;
        }
        return step;
    }

    /** All values between the bounds, in units of the step's last decimal, have to be a {@code long}. */
    private static void within(Fields measure, BigDecimal step, Optional<Long> min, Optional<Long> max) {
        long most = Math.max(1, Math.max(Math.abs(min.orElse(0L)), Math.abs(max.orElse(0L))));
        BigDecimal unit = step.movePointRight(Math.max(0, step.scale()));
        if (unit.multiply(BigDecimal.valueOf(most)).compareTo(MOST) > 0) {
            measure.problem("step", "a trop de chiffres pour ces bornes de ligne : les valeurs en auraient plus de 18 "
                    + "; prenez un pas avec moins de chiffres, ou des bornes plus petites",
                "has too many digits for these bounds of a row: values would have more than 18; take a step with fewer "
                    + "digits, or smaller bounds");
        }
    }

    /** A bound in steps; a person has to write it on the grid. */
    private Optional<Long> steps(Fields fields, String name, BigDecimal step) {
        Optional<BigDecimal> value = fields.decimal(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().scale() < -40 || value.get().precision() > 40
                || value.get().abs().compareTo(step.multiply(BigDecimal.valueOf(Measure.MAX_STEPS))) > 0) {
            fields.problem(name, "dépasse " + Measure.MAX_STEPS + " pas : les sommes pourraient déborder ; "
                    + "prenez un pas plus grand ou une borne plus petite",
                "is more than " + Measure.MAX_STEPS + " steps: sums could overflow; "
                    + "take a larger step or a smaller bound");
            return Optional.empty();
        }
        if (value.get().remainder(step).signum() != 0) {
            fields.problem(name, "n'est pas un multiple du pas " + step.toPlainString(),
                "is not a multiple of the step " + step.toPlainString());
            return Optional.empty();
        }
        return Optional.of(value.get().divideToIntegralValue(step).longValueExact());
    }

    private Set<String> filters(Optional<Zone> zone, Map<String, Key> keys) {
        Set<String> filters = new TreeSet<>(card.texts("filters", MAX_NAMED));
        Set<String> there = new TreeSet<>(keys.keySet());
        there.removeIf(name -> keys.get(name).isPrivate());
        zone.ifPresent(one -> there.add(ZONING));
        for (String filter : filters) {
            if (!there.contains(filter)) {
                card.problem("filters", "« " + filter + " » n'est pas une clé publique ; il y a : "
                    + String.join(", ", there), "\"" + filter + "\" is not a public key; there are: "
                    + String.join(", ", there));
            }
        }
        return filters;
    }

    private Map<String, Fields> named(String name) {
        Map<String, Fields> all = new LinkedHashMap<>();
        if (!card.has(name)) {
            return all;
        }
        Fields fields = card.object(name);
        if (fields.names().size() > MAX_NAMED) {
            card.problem(name, "a plus de " + MAX_NAMED + " entrées", "has more than " + MAX_NAMED + " entries");
            return all;
        }
        for (String one : fields.names()) {
            if (!NAME.matcher(one).matches() || one.equals(ZONING) || Level.of(one).isPresent()
                    || RESERVED.contains(one)) {
                fields.problem(one, "n'est pas un nom possible : une lettre minuscule, puis lettres, chiffres, "
                        + "tirets ; pas zoning, count, rows ni un niveau de lieu",
                    "is not a possible name: a lower-case letter, then letters, digits, hyphens; not zoning, count, "
                        + "rows or a place level");
            }
            all.put(one, fields.object(one));
        }
        return all;
    }

    private void columns(String unitColumn, Optional<Zone> zone, Map<String, Key> keys,
                         Map<String, Measure> measures) {
        Set<String> used = new HashSet<>(Set.of(unitColumn));
        zone.ifPresent(one -> once(used, one.column(), "zoning.column"));
        keys.values().forEach(key -> once(used, key.column(), "keys." + key.name() + ".column"));
        measures.values().forEach(one -> once(used, one.column(), "measures." + one.name() + ".column"));
        measures.keySet().stream().filter(keys::containsKey).forEach(name -> card.problem("measures." + name,
            "porte le nom d'une clé ; changez l'un", "has the name of a key; change one"));
    }

    private void once(Set<String> used, String column, String path) {
        if (!column.isEmpty() && !used.add(column)) {
            card.problem(path, "sert déjà à autre chose ; une colonne ne sert qu'une fois",
                "is used already; a column serves once");
        }
    }
}

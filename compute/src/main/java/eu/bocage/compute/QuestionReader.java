package eu.bocage.compute;

import static eu.bocage.compute.CardReader.ZONING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a question strictly against a card and normalises it; every problem says what there is instead. */
final class QuestionReader {

    private static final int MAX_LISTED = 20;
    /** Most keys that one question may group by, {@code zoning} among them. */
    private static final int MAX_KEYS = 4;
    /** Of a cell beside keys and figures, a number, a figure with its half-width, and one with both its ends. */
    private static final int CELL_BYTES = 64;
    private static final int NUMBER_BYTES = 18;
    private static final int PLAIN_BYTES = 64;
    private static final int RANGED_BYTES = 140;
    /** Of a total that clears a rule of dominance, beside its name. */
    private static final int FLOOR_BYTES = 26;
    private static final long HUGE = Long.MAX_VALUE / 10_000_000;
    private static final long MAX_MICRO_RHO = 1_000_000_000;
    /** A word of a charter, and never a free text: questions are kept in ledgers, where no person may be named. */
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    /** A code of INSEE or of the address base begins with a digit, a name does not. */
    private static final Pattern UNLISTED_PLACE = Pattern.compile("[0-9][0-9A-Z_]{0,31}");

    private final List<Problem> problems = new ArrayList<>();
    private final Fields question;
    private final Card card;
    private final long defaultMicroRho;

    QuestionReader(ObjectNode document, Card card, long defaultMicroRho) {
        this.question = new Fields(document, "", problems);
        this.card = card;
        this.defaultMicroRho = defaultMicroRho;
    }

    /** @throws InvalidInput naming every problem */
    Question.Content read() {
        String dataset = question.text("dataset");
        if (!dataset.isEmpty() && !dataset.equals(card.id())) {
            unknown("dataset", dataset, "jeu de données inconnu", List.of(card.id()));
        }
        String purpose = question.text("purpose", PURPOSE,
            "n'est pas une finalité : lettres minuscules, chiffres et tirets, 63 au plus, comme climate-plan",
            "is not a purpose: lower-case letters, digits and hyphens, at most 63, as climate-plan");
        List<String> groupBy = new ArrayList<>();
        for (String key : question.texts("groupBy", MAX_KEYS)) {
            if (card.keys().contains(key)) {
                groupBy.add(key);
            } else {
                unknown("groupBy", key, "clé inconnue", card.keys());
            }
        }
        Fields filterFields = question.has("filters") ? question.object("filters") : empty("filters");
        Level level = zoning(groupBy, filterFields);
        SortedMap<String, SortedSet<String>> filters = filters(filterFields, level);
        if (level == Level.TERRITORY) {
            groupBy.remove(ZONING);
        } else if (!groupBy.contains(ZONING) && !filters.containsKey(ZONING)) {
            level = Level.TERRITORY;
        }
        Collections.sort(groupBy);
        if (groupBy.remove(ZONING)) {
            groupBy.addFirst(ZONING);
        }
        String period = question.has("period") ? question.text("period") : card.period();
        if (!period.isEmpty() && !period.equals(card.period())) {
            unknown("period", period, "période inconnue", List.of(card.period()));
        }
        List<Level> rollUp = rollUp(groupBy, level);
        long cells = cells(groupBy, level, rollUp, filters);
        List<Ask> asks = new AskReader(card, (path, name) ->
            unknown(path, name, "mesure inconnue", card.measures()), cells)
            .read(question);
        if (!rollUp.isEmpty() && asks.stream().anyMatch(Ask.Quantiles.class::isInstance)) {
            question.problem("rollUp", "n'est pas possible avec des quantiles ; posez deux questions",
                "is not possible with quantiles; ask two questions");
        }
        int mechanisms = Shares.mechanisms(asks);
        long microRho = question.has("microRho") ? question.whole("microRho", mechanisms, MAX_MICRO_RHO)
            : Math.clamp(defaultMicroRho, mechanisms, MAX_MICRO_RHO);
        question.end();
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        checkSize(groupBy, level, filters, cells, asks);
        return new Question.Content(dataset, purpose, asks, List.copyOf(groupBy), level, rollUp,
            Collections.unmodifiableSortedMap(filters), period, microRho, cells);
    }

    /** Levels above the asked one, the finest first, each made of places of the one before. */
    private List<Level> rollUp(List<String> groupBy, Level zoning) {
        List<Level> levels = new ArrayList<>();
        for (String word : question.texts("rollUp", Level.values().length)) {
            Level.of(word).ifPresentOrElse(levels::add, () -> unknown("rollUp", word, "niveau de lieu inconnu",
                List.of(Level.words(zoning.unions()))));
        }
        Collections.sort(levels);
        Level below = zoning;
        for (Level level : levels) {
            if (level == below || !below.unions().contains(level)) {
                question.problem("rollUp", "« " + level.text() + " » ne se compose pas de lieux du niveau "
                        + below.text() + " ; au-dessus de celui-ci il y a : " + Level.words(below.unions()),
                    "\"" + level.text() + "\" is not made of places of the level " + below.text()
                        + "; above that there are: " + Level.words(below.unions()));
            }
            below = level;
        }
        if (!levels.isEmpty() && !groupBy.contains(ZONING)) {
            question.problem("rollUp", "ne sert qu'avec \"zoning\" dans groupBy", "serves with \"zoning\" in groupBy "
                + "only");
        }
        if (!levels.isEmpty() && groupBy.stream().anyMatch(card.privateKeys()::contains)) {
            question.problem("rollUp", "n'est pas possible avec une clé privée dans groupBy",
                "is not possible with a private key in groupBy");
        }
        return List.copyOf(levels);
    }

    private Level zoning(List<String> groupBy, Fields filters) {
        boolean used = groupBy.contains(ZONING) || filters.names().contains(ZONING);
        Level finest = card.zone().map(Zone::level).orElse(Level.TERRITORY);
        if (!question.has(ZONING)) {
            return used ? finest : Level.TERRITORY;
        }
        String word = question.text(ZONING);
        Optional<Level> level = Level.of(word);
        if (level.isEmpty()) {
            unknown(ZONING, word, "niveau de lieu inconnu", Level.words(finest.unions()).lines().toList());
            return Level.TERRITORY;
        }
        if (!finest.unions().contains(level.get()) && !level.get().unions().contains(finest)) {
            question.problem(ZONING, "ne se compose pas de lieux du niveau " + finest.text() + " ; il y a : "
                    + Level.words(finest.unions()),
                "is not made of places of the level " + finest.text() + "; there are: "
                    + Level.words(finest.unions()));
        }
        if (!used && level.get() != Level.TERRITORY) {
            question.problem(ZONING, "ne sert pas ; ajoutez \"zoning\" à groupBy ou enlevez ce champ",
                "serves nothing; add \"zoning\" to groupBy or remove this field");
        }
        return level.get();
    }

    private SortedMap<String, SortedSet<String>> filters(Fields fields, Level level) {
        SortedMap<String, SortedSet<String>> filters = new TreeMap<>();
        for (String key : fields.names()) {
            List<String> values = fields.texts(key, 40_000);
            if (!card.filters().contains(key)) {
                unknown("filters", key, "filtre inconnu", card.filters());
            } else if (values.isEmpty()) {
                fields.problem(key, "est vide ; nommez une valeur ou enlevez ce filtre",
                    "is empty; name a value or remove this filter");
            } else {
                if (key.equals(ZONING) && level == Level.TERRITORY) {
                    fields.problem(key, "ne filtre rien au niveau territory ; nommez un niveau plus fin dans "
                            + "\"zoning\" ou enlevez ce filtre",
                        "filters nothing at the level territory; name a finer level in \"zoning\" or remove this "
                            + "filter");
                    continue;
                }
                List<String> there = key.equals(ZONING)
                    ? card.zone().orElseThrow().places(level).stream().map(Place::code).toList()
                    : card.keyMap().get(key).values();
                Map<String, String> byLower = new HashMap<>();
                there.forEach(value -> byLower.put(value.toLowerCase(Locale.ROOT), value));
                SortedSet<String> kept = new TreeSet<>();
                values.forEach(value -> normalise(key, value, level, byLower)
                    .ifPresentOrElse(kept::add, () -> unknown(fields.at(key), value, "valeur inconnue", there)));
                filters.put(key, Collections.unmodifiableSortedSet(kept));
            }
        }
        return filters;
    }

    private static Optional<String> normalise(String key, String value, Level level, Map<String, String> byLower) {
        if (!key.equals(ZONING)) {
            return Optional.ofNullable(byLower.get(value.toLowerCase(Locale.ROOT)));
        }
        return level.listed()
            ? Geography.official().normalise(level, value).map(code -> byLower.get(code.toLowerCase(Locale.ROOT)))
            : Optional.of(value.toUpperCase(Locale.ROOT)).filter(code -> UNLISTED_PLACE.matcher(code).matches());
    }

    /** How many cells there are at most, those of coarser levels too. */
    private long cells(List<String> groupBy, Level level, List<Level> rollUp,
                       SortedMap<String, SortedSet<String>> filters) {
        long rest = 1;
        long places = 1;
        for (String key : groupBy) {
            long size = size(key, level, filters);
            rest = key.equals(ZONING) ? rest : Math.min(rest * size, HUGE);
            places = key.equals(ZONING) ? size : places;
        }
        for (Level coarser : rollUp) {
            places += coarser.listed() ? card.zone().map(zone -> zone.places(coarser).size() + 1).orElse(1) : 1;
        }
        return Math.min(rest * places, HUGE);
    }

    private int size(String key, Level level, SortedMap<String, SortedSet<String>> filters) {
        return filters.containsKey(key) ? filters.get(key).size()
            : key.equals(ZONING) ? Math.max(1, card.zone().orElseThrow().places(level).size())
            : card.keyMap().get(key).atMost();
    }

    private void checkSize(List<String> groupBy, Level level, SortedMap<String, SortedSet<String>> filters, long cells,
                           List<Ask> asks) {
        String largest = groupBy.stream().max(Comparator.comparingInt(key -> size(key, level, filters))).orElse("");
        long figures = Question.figures(asks);
        if (cells * (figures + 1) <= Question.MAX_VALUES) {
            checkLength(groupBy, cells, asks);
        } else {
            String size = cells + " × (" + figures + " + 1)";
            throw Json.invalid("groupBy", "donne " + size + " valeurs (cellules × mesures et une de plus), et "
                    + Question.MAX_VALUES + " sont le maximum ; prenez « " + largest
                    + " » plus grossier, filtrez-le ou enlevez-le, ou demandez moins de mesures",
                "gives " + size + " values (cells × measures and one more), and " + Question.MAX_VALUES
                    + " are the most; take \"" + largest
                    + "\" coarser, filter it or remove it, or ask for fewer measures");
        }
    }

    private void checkLength(List<String> groupBy, long cells, List<Ask> asks) {
        long cell = CELL_BYTES + groupBy.stream().mapToLong(this::longest).sum()
            + asks.stream().mapToLong(QuestionReader::longest).sum();
        if (cells * cell > Question.MAX_BYTES) {
            throw Json.invalid("groupBy", "peut donner jusqu'à " + (cells * cell >> 20) + " Mio, et "
                    + (Question.MAX_BYTES >> 20) + " sont le maximum ; prenez une clé plus grossière, filtrez-la ou"
                    + " enlevez-la, ou demandez moins de mesures",
                "may give up to " + (cells * cell >> 20) + " MiB, and " + (Question.MAX_BYTES >> 20)
                    + " are the most; take a key coarser, filter it or remove it, or ask for fewer measures");
        }
    }

    /** Of a figure, in bytes of JSON, with what tells that its total clears a rule of dominance. */
    private static long longest(Ask ask) {
        return switch (ask) {
            case Ask.Histogram histogram -> PLAIN_BYTES + NUMBER_BYTES * (histogram.edges().size() + 1L);
            case Ask.Quantiles quantiles -> PLAIN_BYTES + (long) RANGED_BYTES * quantiles.perMille().size();
            case Ask.Count count -> PLAIN_BYTES;
            case Ask.Rows rows -> PLAIN_BYTES;
            case Ask.Sum sum -> PLAIN_BYTES;
            default -> RANGED_BYTES + FLOOR_BYTES
                + ask.measures().stream().mapToLong(measure -> FLOOR_BYTES + measure.name().length()).sum();
        };
    }

    /** Of a value of a key, in bytes of JSON with quotes and comma; those found in rows may have 100 characters. */
    private long longest(String key) {
        return 3L + (key.equals(ZONING) ? 32 : card.keyMap().get(key).values().stream()
            .mapToInt(value -> Json.canonical(Json.object().arrayNode().add(value))
                .getBytes(StandardCharsets.UTF_8).length - 4)
            .max().orElse(300));
    }

    private Fields empty(String name) {
        return new Fields(Json.object(), name, problems);
    }

    private void unknown(String path, String found, String french, Collection<String> there) {
        String list = String.join(", ", there.stream().limit(MAX_LISTED).toList())
            + (there.size() > MAX_LISTED ? ", …" : "");
        problems.add(new Problem(path, french + " : « " + shortened(found) + " » ; il y a : " + list,
            "unknown: \"" + shortened(found) + "\"; there are: " + list));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

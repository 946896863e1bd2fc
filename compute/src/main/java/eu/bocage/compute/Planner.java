package eu.bocage.compute;

import static eu.bocage.compute.CardReader.ZONING;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Turns a question into a {@link BoundingPlan}, from declared and public facts alone. */
final class Planner {

    /** The group of places that no place of the asked level holds, such as a commune outside any EPCI. */
    static final String NONE = "none";

    private final Question.Content question;
    private final Card card;
    private final Layout layout;

    Planner(Question.Content question, Card card, Layout layout) {
        this.question = question;
        this.card = card;
        this.layout = layout;
    }

    /** @throws InvalidInput when it asks for places finer than the card has */
    BoundingPlan plan(String salt) {
        Level finest = card.zone().map(Zone::level).orElse(Level.TERRITORY);
        if (!finest.unions().contains(question.zoning())) {
            throw Json.invalid(ZONING, "est plus fin que la fiche du jeu de données ; il y a : "
                + Level.words(finest.unions()), "is finer than the dataset's card; there are: "
                + Level.words(finest.unions()));
        }
        List<BoundingPlan.Axis> axes = new ArrayList<>();
        long cellsPerUnit = 1;
        long cells = 1;
        for (String key : question.groupBy()) {
            BoundingPlan.Axis axis = axis(key);
            int perUnit = key.equals(ZONING) ? card.zone().orElseThrow().perUnit()
                : card.keyMap().get(key).perUnit();
            cellsPerUnit *= Math.min(perUnit, axis.fromRows() ? card.keyMap().get(key).atMost()
                : axis.groups().size());
            cells *= axis.groups().size();
            axes.add(axis);
        }
        if (cells > Question.MAX_VALUES) {
            throw new IllegalStateException("a question that was read has fewer cells");
        }
        List<BoundingPlan.Filter> filters = question.filters().keySet().stream()
            .filter(key -> !question.groupBy().contains(key)).map(this::filter).toList();
        return new BoundingPlan(List.copyOf(axes), filters, Shares.figures(question.asks()),
            Shares.spreads(question.asks()), Math.toIntExact(cellsPerUnit), salt);
    }

    private BoundingPlan.Axis axis(String key) {
        List<String> codes = codes(key);
        List<String> groups = new ArrayList<>(fromRows(key) ? codes : publicGroups(key));
        question.filter(key).ifPresent(groups::retainAll);
        if (key.equals(ZONING) && question.filter(key).isEmpty()
                && codes.stream().anyMatch(code -> group(key, code).isEmpty())) {
            groups.add(NONE);
        }
        Map<String, Integer> index = new HashMap<>();
        groups.forEach(group -> index.put(group, index.size()));
        int[] groupOf = codes.stream().mapToInt(code -> index.getOrDefault(group(key, code).orElse(NONE), -1))
            .toArray();
        return new BoundingPlan.Axis(key, List.copyOf(groups), groupOf, fromRows(key));
    }

    private boolean fromRows(String key) {
        return card.privateKeys().contains(key);
    }

    private List<String> publicGroups(String key) {
        return key.equals(ZONING)
            ? card.zone().orElseThrow().places(question.zoning()).stream().map(Place::code).toList()
            : card.keyMap().get(key).values();
    }

    private BoundingPlan.Filter filter(String key) {
        SortedSet<String> through = question.filter(key).orElseThrow();
        List<String> codes = codes(key);
        boolean[] passes = new boolean[codes.size()];
        for (int code = 0; code < passes.length; code++) {
            passes[code] = group(key, codes.get(code)).filter(through::contains).isPresent();
        }
        return new BoundingPlan.Filter(key, passes);
    }

    private Optional<String> group(String key, String code) {
        return key.equals(ZONING)
            ? Geography.official().parent(card.zone().orElseThrow().level(), code, question.zoning())
            : Optional.of(code);
    }

    private List<String> codes(String key) {
        return layout.values().get(layout.keys().indexOf(key));
    }
}

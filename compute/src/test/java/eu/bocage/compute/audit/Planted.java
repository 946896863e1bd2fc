package eu.bocage.compute.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam.Answered;
import eu.bocage.compute.UnsafeAuditSeam.Mechanism;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import eu.bocage.compute.UnsafeAuditSeam.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Answers with faults that lie outside the mechanisms: in reading, bounding, publishing and debiting. */
final class Planted {

    private static final String COMMA = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
    private static final int COUNT = 0;
    private static final int BILL = 2;
    private static final int CELLS_PER_UNIT = 2;

    private Planted() {
    }

    /** Publishes the exact count and {@code -scale · sign · ln(u)} in doubles, as textbooks do. */
    static Subject naiveLaplace(Question question, Card card) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public Answered answer(Table table, DataVersion version, byte[] seed) {
                Answered answered = super.answer(table, version, seed);
                SecureRandom random = new SecureRandom(seed);
                long[] exact = answered.passes().getFirst().exact();
                return changed(answered, (json, cell) -> {
                    double u = random.nextDouble() - 0.5;
                    value(json, cell, COUNT).put("value", exact[cell]
                        - Math.signum(u) * Math.log(1 - 2 * Math.abs(u)));
                });
            }
        };
    }

    /** A unit keeps the cells that it is in first, as a database without an order gives them. */
    static Subject firstComeCells(Question question, Card card) {
        return inOrder(question, card, COUNT, lines -> {
            Map<String, Set<String>> kept = new HashMap<>();
            Map<String, Double> counts = new HashMap<>();
            for (String[] fields : lines) {
                Set<String> cells = kept.computeIfAbsent(fields[0], unit -> new HashSet<>());
                if (cells.size() < CELLS_PER_UNIT && cells.add(cell(fields))) {
                    counts.merge(cell(fields), 1.0, Double::sum);
                }
            }
            return counts;
        });
    }

    /** Adds up in floating point, row by row. */
    static Subject sumsInFloats(Question question, Card card) {
        return inOrder(question, card, BILL, lines -> {
            Map<String, Float> sums = new HashMap<>();
            lines.forEach(fields -> sums.merge(cell(fields), Float.parseFloat(fields[3]), Float::sum));
            Map<String, Double> wide = new HashMap<>();
            sums.forEach((cell, sum) -> wide.put(cell, (double) sum));
            return wide;
        });
    }

    static Subject failing(Question question, Card card) {
        return poisoned(question, card, answered -> {
            throw new ArithmeticException("not a number");
        });
    }

    static Subject spreadingNaN(Question question, Card card) {
        return poisoned(question, card, answered -> changed(answered, (json, cell) ->
            value(json, cell, BILL).put("value", "NaN")));
    }

    static Subject unclamped(Question question, Card card) {
        return poisoned(question, card, answered -> {
            List<Pass> passes = new ArrayList<>(answered.passes());
            Pass sum = passes.get(BILL);
            long[] exact = sum.exact().clone();
            exact[0] += 1L << 40;
            passes.set(BILL, new Pass(sum.mechanism(), sum.variance(), exact, sum.noisy()));
            return new Answered(answered.json(), passes);
        });
    }

    /** Some mechanisms give what they were given. */
    static Subject noiseless(Question question, Card card, Predicate<Mechanism> which) {
        return changing(question, card, pass -> which.test(pass.mechanism())
            ? new Pass(pass.mechanism(), pass.variance(), pass.exact(), pass.exact()) : pass);
    }

    /** Some mechanisms are given three times as much, with the noise of once. */
    static Subject tripled(Question question, Card card, Predicate<Mechanism> which) {
        return changing(question, card, pass -> which.test(pass.mechanism())
            ? new Pass(pass.mechanism(), pass.variance(), Arrays.stream(pass.exact()).map(one -> 3 * one).toArray(),
                pass.noisy()) : pass);
    }

    private static Subject changing(Question question, Card card, UnaryOperator<Pass> change) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public List<Pass> release(Table table, byte[] seed) {
                return super.release(table, seed).stream().map(change).toList();
            }
        };
    }

    /** Three less than the proof needs. */
    static Subject lowThreshold(Question question, Card card) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public Told told(Table table, DataVersion version, long draw) {
                return super.told(table, version, draw + 3);
            }
        };
    }

    static Subject withoutDelta(Question question, Card card) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public PrivacyLoss debited() {
                return new PrivacyLoss(super.debited().microRho(), 0);
            }
        };
    }

    /** A column whose exact figures are worked out from the lines in their order. */
    private static Subject inOrder(Question question, Card card, int column,
                                   Function<List<String[]>, Map<String, Double>> figures) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public Answered answer(Table table, DataVersion version, byte[] seed) {
                Answered answered = super.answer(table, version, seed);
                Map<String, Double> own = figures.apply(lines(table).stream().map(line -> line.split(COMMA)).toList());
                Pass pass = answered.passes().get(column);
                return changed(answered, (json, cell) -> {
                    String keys = json.get("cells").get(cell).get("keys").toString();
                    value(json, cell, column).put("value", own.getOrDefault(keys, 0.0)
                        + pass.noisy()[cell] - pass.exact()[cell]);
                });
            }
        };
    }

    private static Subject poisoned(Question question, Card card, Function<Answered, Answered> harm) {
        return new Altered(Subject.real(question, card)) {
            @Override
            public Answered answer(Table table, DataVersion version, byte[] seed) {
                Answered answered = super.answer(table, version, seed);
                return lines(table).stream().anyMatch(line -> line.startsWith("poison,") && line.contains("Infinity"))
                    ? harm.apply(answered) : answered;
            }
        };
    }

    /** As the keys of a cell stand in an answer: the energy and the month. */
    private static String cell(String[] fields) {
        return "[\"" + fields[1].replace("\"", "") + "\",\"" + fields[2] + "\"]";
    }

    private interface Change {
        void of(ObjectNode json, int cell);
    }

    private static Answered changed(Answered answered, Change change) {
        try {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(answered.json());
            for (int cell = 0; cell < json.get("cells").size(); cell++) {
                change.of(json, cell);
            }
            return new Answered(json.toString(), answered.passes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode value(ObjectNode json, int cell, int column) {
        return (ObjectNode) json.get("cells").get(cell).get("values").get(column);
    }
}

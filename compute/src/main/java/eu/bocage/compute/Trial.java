package eu.bocage.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question, and made-up rows that strain what it asks. All trials of a card together ask for every mechanism on every
 * measure: counts of units and of rows, sums, centred sums and squares, bins, trees; and all but trees along each
 * hierarchy of places. A mean and a ratio have no mechanism of their own and are asked beside those that they share.
 */
public record Trial(MadeRows made, String question) {

    private static final String COUNT = "{\"function\":\"count\"}";
    private static final String ROWS = "{\"function\":\"rows\"}";
    private static final int SUMS = 4;

    /** Of a card, no two with the same question. */
    public static List<Trial> all(Card card) {
        MadeRows made = new MadeRows(card);
        MadeRows narrow = MadeRows.narrow(card);
        List<Trial> all = new ArrayList<>(List.of(new Trial(made, made.counting())));
        made.adding().stream().filter(question -> !question.equals(made.counting()))
            .forEach(question -> all.add(new Trial(made, question)));
        for (Measure measure : card.measureMap().values()) {
            all.add(new Trial(made, made.question(Stream.concat(Stream.of(COUNT, of("mean", measure, "")),
                spread(measure)).toList())));
            all.add(new Trial(narrow, narrow.question(List.of(of("quantiles", measure, ",\"perMille\":[500]")))));
        }
        for (MadeRows rolled : MadeRows.rolledUp(card)) {
            if (card.measureMap().isEmpty()) {
                all.add(new Trial(rolled, rolled.question(counts(card).toList())));
            }
            for (Measure measure : card.measureMap().values()) {
                all.add(new Trial(rolled, rolled.question(Stream.of(counts(card), Stream.of(of("sum", measure, ""),
                        of("mean", measure, ""), of("ratio", measure, ",\"over\":\"count\"")), spread(measure))
                    .flatMap(one -> one).toList())));
            }
        }
        return List.copyOf(all);
    }

    /** Counts of units and of rows and so many sums as one question is asked; together of every measure. */
    static List<List<String>> sums(Card card) {
        List<String> names = List.copyOf(card.measureMap().keySet());
        List<List<String>> all = new ArrayList<>();
        for (int from = 0; from == 0 || from < names.size(); from += SUMS) {
            all.add(Stream.concat(counts(card), names.stream().skip(from).limit(SUMS)
                .map(name -> of("sum", card.measureMap().get(name), ""))).toList());
        }
        return all;
    }

    private static Stream<String> counts(Card card) {
        return card.rowsPerUnit().isPresent() ? Stream.of(COUNT, ROWS) : Stream.of(COUNT);
    }

    /** No total lies apart from another where there is but one, so that there is nothing to put an edge between. */
    private static Stream<String> spread(Measure measure) {
        String variance = of("variance", measure, "");
        return measure.least() == measure.greatest() ? Stream.of(variance) : Stream.of(variance,
            of("histogram", measure, ",\"edges\":[" + measure.step()
                .multiply(BigDecimal.valueOf(measure.middle() + 1)).toPlainString() + "]"));
    }

    private static String of(String function, Measure measure, String more) {
        return "{\"function\":\"" + function + "\",\"measure\":\"" + measure.name() + "\"" + more + "}";
    }
}

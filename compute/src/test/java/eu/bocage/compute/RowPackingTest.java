package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RowPackingTest {

    private record Row(int[] codes, long[] steps) {

        private List<Long> columns() {
            return IntStream.range(0, codes.length + steps.length)
                .mapToObj(i -> i < codes.length ? (long) codes[i] : steps[i - codes.length]).toList();
        }
    }

    /** As a comparison column by column has it, whether a row takes no word, one or many. */
    @Property(tries = 500)
    void ordersAndGivesBackRowsAsTheyWere(@ForAll long seed) {
        Random random = new Random(seed);
        int[] codes = random.ints(random.nextInt(5), 0, 32).map(bits -> 1 + random.nextInt(1 << Math.min(30, bits)))
            .toArray();
        List<Measure> measures = IntStream.range(0, random.nextInt(5)).mapToObj(i -> measure(random)).toList();
        RowPacking packing = new RowPacking(codes, measures);
        List<Row> rows = new ArrayList<>();
        int count = 1 + random.nextInt(300);
        long[][] words = new long[packing.words()][count];
        for (int at = 0; at < count; at++) {
            Row row = at > 0 && random.nextInt(4) == 0 ? rows.get(random.nextInt(at)) : row(random, codes, measures);
            rows.add(row);
            packing.pack(row.codes, row.steps, words, at);
        }
        new RowOrder(words).sort(0, count);
        int[][] keys = new int[codes.length][count];
        long[][] values = packing.steps(words, count);
        packing.unpack(words, 0, count, keys, values);
        Comparator<List<Long>> byColumns = (a, b) -> IntStream.range(0, a.size())
            .map(i -> Long.compare(a.get(i), b.get(i))).filter(order -> order != 0).findFirst().orElse(0);
        assertThat(IntStream.range(0, count).mapToObj(at -> at(keys, values, at)).toList())
            .isEqualTo(rows.stream().map(Row::columns).sorted(byColumns).toList());
    }

    @Property(tries = 100)
    void givesAKeyOtherCodesAndLeavesTheRest(@ForAll long seed) {
        Random random = new Random(seed);
        int[] codes = {1 + random.nextInt(50), 1 + random.nextInt(1000), 7};
        List<Measure> measures = List.of(measure(random), measure(random));
        RowPacking packing = new RowPacking(codes, measures);
        int[] now = random.ints(codes[1], 0, codes[1]).toArray();
        List<Row> rows = IntStream.range(0, 20).mapToObj(i -> row(random, codes, measures)).toList();
        long[][] words = new long[packing.words()][20];
        IntStream.range(0, 20).forEach(at -> packing.pack(rows.get(at).codes, rows.get(at).steps, words, at));
        packing.renumber(words, 20, 1, now);
        int[][] keys = new int[3][20];
        long[][] values = new long[2][20];
        packing.unpack(words, 0, 20, keys, values);
        for (int at = 0; at < 20; at++) {
            rows.get(at).codes[1] = now[rows.get(at).codes[1]];
            assertThat(at(keys, values, at)).isEqualTo(rows.get(at).columns());
        }
    }

    private static List<Long> at(int[][] keys, long[][] values, int at) {
        return new Row(IntStream.range(0, keys.length).map(i -> keys[i][at]).toArray(),
            IntStream.range(0, values.length).mapToLong(i -> values[i][at]).toArray()).columns();
    }

    private static Row row(Random random, int[] codes, List<Measure> measures) {
        return new Row(IntStream.range(0, codes.length).map(i -> random.nextInt(codes[i])).toArray(),
            measures.stream().mapToLong(one -> switch (random.nextInt(4)) {
                case 0 -> one.min();
                case 1 -> one.max();
                default -> random.nextLong(one.min(), one.max() + 1);
            }).toArray());
    }

    /** Up to the widest range that a card may declare. */
    private static Measure measure(Random random) {
        long most = 1L << random.nextInt(32);
        long min = random.nextLong(-most, most + 1);
        return new Measure("m", "m", "kWh", BigDecimal.ONE, min, random.nextLong(min, most + 1), most);
    }
}

package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberingTest {

    private static final int PIECE = 1 << 14;

    /** Short and longest names, few and many, ASCII and not, so that parcels end for each of their reasons. */
    @Test
    void numbersNamesInTheOrderOfTheirArrivalWhateverTheThreads() {
        Random random = new Random(11);
        List<int[]> numbers = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        Map<String, Integer> known = new LinkedHashMap<>();
        Dictionary ids;
        try (Beside beside = new Beside()) {
            Numbering numbering = new Numbering(beside);
            for (int row = 0; row < 3 * PIECE + 777; row++) {
                if (row % PIECE == 0) {
                    numbers.add(new int[PIECE]);
                }
                String name = name(random, row / PIECE);
                expected.add(known.computeIfAbsent(name, _ -> known.size()));
                numbering.name(("[" + name + "]").toCharArray(), 1, name.length());
                numbering.add(numbers.getLast(), row % PIECE);
                if (row % Numbering.BATCH == 0) {
                    assertThat(numbering.bytesAtMost()).isGreaterThanOrEqualTo(bytes(known));
                    assertThat(numbering.indexBytesAtMost())
                        .isGreaterThanOrEqualTo(Dictionary.indexBytes(known.size()));
                }
            }
            ids = numbering.settle();
            assertThat(numbering.bytesAtMost()).isEqualTo(ids.bytes()).isEqualTo(bytes(known));
            assertThat(numbering.indexBytesAtMost()).isEqualTo(ids.indexBytes());
        }
        List<Integer> got = new ArrayList<>();
        numbers.forEach(piece -> {
            for (int at = 0; at < PIECE && got.size() < expected.size(); at++) {
                got.add(piece[at]);
            }
        });
        assertThat(got).isEqualTo(expected);
        known.forEach((name, number) -> assertThat(ids.text(number)).isEqualTo(name));
    }

    @Test
    void tellsWhatWentWrongBeside() {
        try (Beside beside = new Beside()) {
            assertThatThrownBy(() -> Beside.result(beside.begin(() -> {
                throw new InvalidInput(List.of(Place.SOURCE.problem("non", "no")));
            }))).isInstanceOf(InvalidInput.class);
            assertThatThrownBy(() -> Beside.result(beside.begin(() -> {
                throw new AssertionError("bad");
            }))).isInstanceOf(AssertionError.class);
        }
    }

    private static String name(Random random, int kind) {
        return switch (kind) {
            case 0 -> "m" + random.nextInt(500);
            case 1 -> "é€\uD83D\uDE00".repeat(random.nextInt(64)) + random.nextInt(5000);
            default -> "x".repeat(246) + (1_000_000_000 + random.nextInt(100_000_000));
        };
    }

    private static long bytes(Map<String, Integer> known) {
        return known.keySet().stream()
            .mapToLong(name -> name.getBytes(StandardCharsets.UTF_8).length + Dictionary.HEAD).sum();
    }
}

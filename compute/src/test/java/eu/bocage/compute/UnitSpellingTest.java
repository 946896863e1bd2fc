package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One unit under two names would be protected as two. */
class UnitSpellingTest {

    private static final String DECOMPOSED = "e\u0301te\u0301";
    private static final String ROW = ",37261,gas,2025-01,7,1.25";

    @TempDir
    Path folder;

    @Test
    void refusesANameThatIsNotComposedNamingPlaceAndRemedy() {
        for (String name : List.of(DECOMPOSED, "m\u212B", "\u1100\u1161", "a\u0327\u0301", "a\u0301\u0327")) {
            InvalidInput invalid = catchThrowableOfType(InvalidInput.class,
                () -> read(Cards.ENERGY, List.of("m-0", name)));
            assertThat(invalid.problems()).singleElement().satisfies(one -> {
                assertThat(one.path()).isEqualTo("line 3, column \"meter_id\"");
                assertThat(one.english()).contains("Unicode form NFC", "save the names in NFC");
                assertThat(one.french()).contains("forme Unicode NFC", "enregistrez les noms en NFC");
            });
        }
    }

    @Test
    void leavesSuchARowOutWhereTheCardSaysSo() {
        IntakeReport report = read(Cards.ENERGY.replace("unitColumn: meter_id",
            "unitColumn: meter_id\nunitIntake: {unreadable: refuseRow}"), List.of("été", DECOMPOSED)).report();
        assertThat(report).extracting(IntakeReport::rows, IntakeReport::kept, IntakeReport::units)
            .containsExactly(2L, 1L, 1L);
        assertThat(report.notes()).extracting(Problem::path).containsExactly("column \"meter_id\"");
    }

    /** Marks that no letter takes up are in form NFC too. */
    @Test
    void takesNamesOfEveryScriptThatAreComposed() {
        List<String> names = List.of("été", "\u1EBF", "日本", "가", "q\u0301", "נ\u05B0", "\uD83C\uDF33");
        IntakeReport report = read(Cards.ENERGY, names).report();
        assertThat(report.units()).isEqualTo(names.size());
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void countsForTheOwnerNamesThatMayBeTwoSpellingsAndShowsNone() {
        IntakeReport report = read(Cards.ENERGY,
            List.of("m1", "M1", "m1", "007", "7", "0", "00", "a-1", "A 1", "b", "Été", "été", "-", "/")).report();
        assertThat(report.units()).isEqualTo(13);
        assertThat(report.notes()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("column \"meter_id\"");
            assertThat(one.english()).contains("another one only by upper or lower case", "punctuation: 5;");
            assertThat(one.french()).contains("que par des majuscules", "ponctuation : 5 ;");
        });
        assertThat(report.json()).doesNotContain("007", "Été");
        assertThat(read(Cards.ENERGY, List.of("m1", "m2", "m10")).report().notes()).isEmpty();
    }

    /** The same by texts and a set of them, for short names of few letters, so that many are alike. */
    @Property(tries = 300)
    void countsAsASetOfFoldedTextsDoes(@ForAll long seed) {
        Random random = new Random(seed);
        Set<String> names = new TreeSet<>();
        for (int i = random.nextInt(200); i >= 0; i--) {
            names.add(random.ints(1 + random.nextInt(4), 0, 10).mapToObj(at -> "aAéÉ01 -\u0416\u0436".substring(at,
                at + 1)).collect(Collectors.joining()));
        }
        Dictionary dictionary = new Dictionary();
        names.forEach(dictionary::intern);
        Set<String> folded = new HashSet<>();
        for (String name : names) {
            String kept = name.replaceAll("[ -]", "");
            String fold = kept.toLowerCase(Locale.ROOT).replaceFirst("^0+", "");
            folded.add(kept.isEmpty() ? name : fold.isEmpty() ? "0" : fold);
        }
        assertThat(NearNames.number(dictionary)).isEqualTo(names.size() - folded.size());
    }

    private Table.Reading read(String card, List<String> names) {
        try {
            Path csv = Files.createTempFile(folder, "rows", ".csv");
            Files.writeString(csv, names.stream().map(name -> name + ROW)
                .collect(Collectors.joining("\n", Rows.HEADER + "\n", "\n")), StandardCharsets.UTF_8);
            return Table.read(Source.csv(csv), Card.fromYaml(card), progress -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bocage.compute.reader.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardDraftTest {

    private static final String CSV = """
        Compteur;Commune (INSEE);Énergie;Mois;Consommation (kWh);Facture
        SECRET-1;37261;secretgas;2025-01;98765;12,50
        SECRET-2;45234;secretoil;2025-02;43210;7,25
        """;

    @TempDir
    Path folder;

    @Test
    void guessesRolesFromHeaderAndTypes() throws IOException {
        assertThat(draft()).contains("id: releves-2025", "unitColumn: \"Compteur\"", "column: \"Commune (INSEE)\"",
            "  energie:", "  mois:", "  consommation-kwh:", "  facture:", "step: 1\n");
    }

    @Test
    void printsNothingFromRows() throws IOException {
        assertThat(draft()).doesNotContain("SECRET", "secret", "98765", "43210", "12,5", "7,25", "37261", "45234",
            "2025-01", "2025-02");
    }

    @Test
    void refusesAFileWhoseFirstLineIsARow() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "SECRET-1,37261,gas,98765\n");
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Card.draft(Source.csv(csv)));
        assertThat(invalid.problems().toString()).contains("line 1").doesNotContain("SECRET", "98765");
    }

    @Test
    void isNoCardBeforeAPersonHasTypedTheBounds() throws IOException {
        String draft = draft();
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Card.fromYaml(draft));
        assertThat(invalid.problems()).extracting(Problem::path).contains("measures.consommation-kwh.row.min",
            "measures.consommation-kwh.row.max", "measures.consommation-kwh.perUnit.max", "keys.energie.values",
            "measures.facture.step", "period", "title.fr", "unit");
    }

    @Test
    void becomesACardOnceFilledIn() throws IOException {
        String filled = draft().replaceAll("(?m)^(  fr|  en|owner|licence|unit|unitSpace|period|    unit):[^\\n]*$",
            "$1: \"a1\"").replaceAll("perUnit:  #[^\\n]*", "perUnit: 1").replaceAll("step:  #[^\\n]*", "step: 0.01")
            .replaceAll("min:", "min: 0").replaceAll("max:[^\\n]*", "max: 100").replace("values: []", "values: [a]");
        Card card = Card.fromYaml(filled);
        assertThat(card.measures()).containsExactly("consommation-kwh", "facture");
        assertThat(card.keys()).containsExactly("energie", "mois", "zoning");
    }

    @Test
    void draftsFromAHeaderWithQuotesCommentsAndOddNames() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "id,\"a \"\"b\"\": #c\",epci,count,Count\n1,2,3,4,5\n");
        assertThat(Card.draft(Source.csv(csv))).contains("column: \"a \\\"b\\\": #c\"",
            "  epci-value:", "  count-value:",
            "  count-value-2:");
    }

    /** Else the draft is a promise that publishing breaks. */
    @Test
    void refusesWhatCannotBePublished() throws IOException {
        assertThat(refusal("id,kwh,kwh\n1,2,3\n".getBytes())).contains("line 1", "columns 2 and 3", "rename one");
        assertThat(refusal("id,kwh\n1,2\n3\n".getBytes())).contains("line 3", "has 1 fields and the header 2");
        assertThat(refusal("id,kwh\n".getBytes())).contains("line 2", "no row of data", "aucune ligne");
        assertThat(refusal("id|kwh\n1|2\n".getBytes())).contains("line 1", "bars (|)", "barres");
        assertThat(refusal("sep=;\nid;kwh\n1;2\n".getBytes())).contains("line 1", "sep=", "remove this line");
    }

    @Test
    void namesFormatsThatAreNoText() throws IOException {
        assertThat(refusal(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0})).contains("gzip", "decompress it", "décompressez");
        assertThat(refusal(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1})).contains("workbook",
            "classeur");
        assertThat(refusal("id,kwh\n1,2\n".getBytes(StandardCharsets.UTF_16LE))).contains("UTF-16", "save");
        assertThat(refusal("id,kwh\n1,2\n".getBytes(StandardCharsets.UTF_16BE))).contains("UTF-16", "save");
    }

    @Test
    void leavesAColumnWithoutANameOut() throws IOException {
        String draft = Card.draft(Source.csv(Files.writeString(folder.resolve("x.csv"), ",id,kwh\n0,a,2\n1,b,3\n")));
        assertThat(draft).contains("colonne 1 : sans nom", "column 1: without a name", "column: \"kwh\"")
            .doesNotContain("column: \"\"");
    }

    private String refusal(byte[] csv) throws IOException {
        Path file = Files.write(folder.resolve("x.csv"), csv);
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Card.draft(Source.file(file,
            new FileReader("", List.of(), Duration.ZERO, Duration.ZERO))));
        assertThat(invalid).as("refused").isNotNull();
        return invalid.problems().toString();
    }

    private String draft() throws IOException {
        return Card.draft(Source.csv(Files.writeString(folder.resolve("Relevés 2025.csv"), CSV)));
    }
}

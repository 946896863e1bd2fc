package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharterTest {

    private static final String MINIMAL = Samples.resource("charters/minimal.yaml");

    @Test
    void readsTheClimateHub() {
        Charter charter = Samples.charter();
        assertThat(charter.id()).isEqualTo("climate-hub");
        assertThat(charter.version()).isEqualTo(1);
        assertThat(charter.from()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(charter.until()).isEqualTo(LocalDate.of(2028, 12, 31));
        assertThat(charter.purposes()).containsExactlyInAnyOrder("climate-plan", "water-management",
            "energy-renovation-aid", "public-statistics");
        assertThat(charter.purposeWords().get("water-management"))
            .isEqualTo(new Words("Gestion de l'eau", "Water management"));
        assertThat(charter.finestZoning()).isEqualTo(Zoning.COMMUNE);
        assertThat(charter.minimumGroup()).isEqualTo(10);
        assertThat(charter.budget()).isEqualTo(new BudgetTerms(50_000, 2_000_000, 200));
        assertThat(charter.clauses()).hasSizeGreaterThanOrEqualTo(25).extracting(Clause::status)
            .contains(Clause.Status.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "minimal"})
    void everyTermHasItsClauseInReadyCharters(String name) {
        Charter charter = Charter.fromYaml(Samples.resource("charters/" + name + ".yaml"));
        Set<Term> named = EnumSet.noneOf(Term.class);
        charter.clauses().forEach(clause -> named.addAll(clause.terms()));
        assertThat(named).containsAll(Term.MANDATORY);
        assertThat(charter.title().french()).contains("projet", "juriste");
        assertThat(charter.json().toLowerCase(Locale.ROOT)).doesNotContain("anonym");
    }

    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "minimal"})
    void readsItsOwnJsonBack(String name) throws IOException {
        Charter charter = Charter.fromYaml(Samples.resource("charters/" + name + ".yaml"));
        assertThat(Charter.fromJson(charter.json())).isEqualTo(charter).hasSameHashCodeAs(charter);
        assertThat(new JsonCanonicalizer(charter.json()).getEncodedString()).isEqualTo(charter.json());
    }

    @Test
    void hashesItsCanonicalBytes() throws NoSuchAlgorithmException {
        Charter charter = Charter.fromYaml(MINIMAL);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(charter.json().getBytes(StandardCharsets.UTF_8));
        assertThat(charter.hash()).isEqualTo("sha-256:" + HexFormat.of().formatHex(digest));
    }

    @Test
    void otherSpellingsOfOneCharterHaveOneHash() {
        String hash = Charter.fromYaml(MINIMAL).hash();
        String accents = Normalizer.normalize(MINIMAL, Normalizer.Form.NFD);
        assertThat(accents).isNotEqualTo(MINIMAL);
        for (String other : List.of(
            accents,
            MINIMAL.replace("\n", "\r\n"),
            "---\n" + MINIMAL + "...\n",
            "\uFEFF" + MINIMAL,
            MINIMAL.replace("id: minimal\nversion: 1\n", "'version': 1\n\"id\": 'minimal'\n"),
            MINIMAL.replace(">-", "|"),
            MINIMAL.replace("fr: Statistique publique", "fr: \"  Statistique\\u0020 publique \""),
            MINIMAL.replace("[charter, project,", "[project,   charter,"),
            MINIMAL.replaceFirst("#.*\n", ""),
            Charter.fromYaml(MINIMAL).json())) {
            assertThat(Charter.fromYaml(other).hash()).as(other).isEqualTo(hash);
        }
    }

    @Test
    void everyChangeOfMeaningChangesTheHash() {
        String hash = Charter.fromYaml(MINIMAL).hash();
        for (String other : List.of(
            MINIMAL.replace("version: 1", "version: 2"),
            MINIMAL.replace("minimumGroup: 10", "minimumGroup: 11"),
            MINIMAL.replace("2028-12-31", "2028-12-30"),
            MINIMAL.replace("Public statistics", "Public statistics!"),
            MINIMAL.replace("finestZoning: commune", "finestZoning: epci"),
            MINIMAL.replace("perUnitSpace: 1000000", "perUnitSpace: 1000001"),
            MINIMAL.replace("measures, keys, ", "measures, "))) {
            assertThat(other).isNotEqualTo(MINIMAL);
            assertThat(Charter.fromYaml(other).hash()).isNotEqualTo(hash);
        }
    }

    @Test
    void refusesJsonThatIsNotCanonical() {
        String json = Charter.fromYaml(MINIMAL).json();
        for (String other : List.of(json + " ", json.replace("\"version\":1", "\"version\": 1"),
            json.replace("\"version\":1", "\"version\":1.0"), json.replace("Règles", "R\\u00e8gles"),
            json.replace("[\"aggregateOnly\",\"budgetPerRequest\"", "[\"budgetPerRequest\",\"aggregateOnly\""),
            json.replace("Règles communes", "Règles  communes"), json.replace("\"version\":1", "\"version\":1e0"),
            json.replace("{\"budget\"", "{\"version\":1,\"budget\""), json + json, "[]", "1", "", "{")) {
            assertThat(other).isNotEqualTo(json);
            assertThatThrownBy(() -> Charter.fromJson(other)).as(other).isInstanceOf(InvalidDocument.class);
        }
    }
}

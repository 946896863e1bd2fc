package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CharterSuccessionTest {

    private static final String MINIMAL = Samples.resource("charters/minimal.yaml");
    private static final Charter FIRST = Charter.fromYaml(MINIMAL);
    private static final Charter SECOND = Charter.fromYaml(second("2027-01-01"));

    @Test
    void takesTheNextVersionThatNamesTheOneBefore() {
        assertThat(CharterSuccession.faults(FIRST, SECOND)).isEmpty();
        assertThat(CharterSuccession.faultsOfFirst(FIRST)).isEmpty();
        assertThat(CharterSuccession.faults(FIRST, Charter.fromYaml(second("2026-01-01")))).isEmpty();
    }

    @Test
    void refusesAVersionThatDoesNotFollow() {
        String good = second("2027-01-01");
        refuses(good.replace("version: 2", "version: 3"), "version", "is 3; write 2, which follows");
        refuses(good.replace("version: 2", "version: 1"), "version", "is 1; write 2, which follows");
        refuses(good.replace("id: minimal", "id: other"), "id", "the charter in force is called \"minimal\"");
        refuses(good.replace("predecessor: " + FIRST.hash(), ""), "predecessor",
            "is missing; write the hash of the version in force, " + FIRST.hash());
        refuses(good.replace(FIRST.hash(), "sha-256:" + "0".repeat(64)), "predecessor",
            "is sha-256:" + "0".repeat(64) + "; write the hash of the version in force, " + FIRST.hash());
        refuses(second("2025-12-31"), "from", "is 2025-12-31, before the version in force; choose 2026-01-01");
    }

    @Test
    void tellsEveryFaultAtOnce() {
        Charter other = Charter.fromYaml(MINIMAL.replace("id: minimal", "id: other").replace("from: 2026-01-01",
            "from: 2025-01-01"));
        assertThat(CharterSuccession.faults(FIRST, other)).extracting(Problem::path)
            .containsExactly("id", "version", "predecessor", "from");
        assertThat(CharterSuccession.faultsOfFirst(SECOND)).extracting(Problem::path)
            .containsExactly("predecessor");
    }

    @Test
    void standsByItsDaysAndByWhatHasBegunAfterIt() {
        assertThat(standing("2025-12-31", FIRST)).isEqualTo(
            new CharterSuccession.Standing.NotYetInForce(LocalDate.of(2026, 1, 1)));
        assertThat(standing("2026-01-01", FIRST)).isEqualTo(new CharterSuccession.Standing.InForce());
        assertThat(standing("2028-12-31", FIRST)).isEqualTo(new CharterSuccession.Standing.InForce());
        assertThat(standing("2029-01-01", FIRST)).isEqualTo(
            new CharterSuccession.Standing.Expired(LocalDate.of(2028, 12, 31)));
        assertThat(standing("2026-12-31", FIRST, SECOND)).isEqualTo(new CharterSuccession.Standing.InForce());
        assertThat(standing("2027-01-01", FIRST, SECOND)).isEqualTo(
            new CharterSuccession.Standing.Superseded(2, SECOND.hash()));
        Charter third = Charter.fromYaml(second("2027-06-01").replace("version: 2", "version: 3"));
        assertThat(standing("2027-06-01", FIRST, third, SECOND)).isEqualTo(
            new CharterSuccession.Standing.Superseded(3, third.hash()));
        assertThat(standing("2029-06-01", FIRST, SECOND)).isEqualTo(
            new CharterSuccession.Standing.Superseded(2, SECOND.hash()));
    }

    @Test
    void isNotSupersededByItselfByAnEarlierOneOrByAnother() {
        Charter other = Charter.fromYaml(second("2026-01-01").replace("id: minimal", "id: other"));
        assertThat(standing("2027-06-01", SECOND, FIRST, SECOND, other))
            .isEqualTo(new CharterSuccession.Standing.InForce());
    }

    @Test
    void eachStandingHasAnErrorOfItsOwnThatNamesFieldAndRemedy() {
        assertThat(CharterSuccession.fault(new CharterSuccession.Standing.InForce())).isEqualTo(Optional.empty());
        assertThat(fault(new CharterSuccession.Standing.NotYetInForce(LocalDate.of(2026, 1, 1)))).isEqualTo(new Problem(
            "from", "la charte n'entre en vigueur que le 1er janvier 2026 ; attendez ce jour, ou faites signer une "
                + "version qui commence plus tôt",
            "the charter comes into force only on 1 January 2026; wait for that day, or have a version signed that "
                + "begins earlier"));
        assertThat(fault(new CharterSuccession.Standing.Expired(LocalDate.of(2028, 12, 31)))).isEqualTo(new Problem(
            "until", "la charte a pris fin le 31 décembre 2028 ; faites signer une nouvelle version, puis faites "
                + "adhérer chaque membre",
            "the charter ended on 31 December 2028; have a new version signed, then have each member adhere"));
        assertThat(fault(new CharterSuccession.Standing.Superseded(2, SECOND.hash()))).isEqualTo(new Problem(
            "version", "la charte est remplacée par la version 2 ; adhérez à celle-ci (" + SECOND.hash() + ")",
            "the charter is replaced by version 2; adhere to that one (" + SECOND.hash() + ")"));
    }

    private static void refuses(String yaml, String path, String remedy) {
        List<Problem> faults = CharterSuccession.faults(FIRST, Charter.fromYaml(yaml));
        assertThat(faults).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.english()).contains(remedy);
            assertThat(problem.french()).isNotBlank().isNotEqualTo(problem.english());
        });
    }

    private static Problem fault(CharterSuccession.Standing standing) {
        return CharterSuccession.fault(standing).orElseThrow();
    }

    private static CharterSuccession.Standing standing(String day, Charter charter, Charter... later) {
        return CharterSuccession.standing(charter, LocalDate.parse(day), List.of(later));
    }

    private static String second(String from) {
        return MINIMAL.replace("version: 1", "version: 2\npredecessor: " + FIRST.hash())
            .replace("from: 2026-01-01", "from: " + from);
    }
}

package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault names its place and its remedy, in both languages, and all are told at once. */
class CharterFaultsTest {

    private static final String MINIMAL = Samples.resource("charters/minimal.yaml");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version: 1 | version: 0 | version | whole number from 1",
        "version: 1 | version: 1.0 | version | whole number from 1",
        "version: 1 | version: 1_0 | version | whole number from 1",
        "version: 1 | version: 010 | version | whole number from 1",
        "version: 1 | version: 0x1 | version | whole number from 1",
        "version: 1 | version: '1' | version | whole number from 1",
        "version: 1 | version: true | version | whole number from 1",
        "version: 1 | version: 9007199254740992 | version | whole number from 1",
        "version: 1 | version: 99999999999999999999999 | version | whole number from 1",
        "version: 1 | version: | version | is missing",
        "version: 1 | version: ~ | version | is missing",
        "version: 1 | Version: 1 | version | is missing",
        "version: 1 | Version: 1 | Version | unknown field",
        "version: 1 | version: 1¶version: 1 | version | written twice",
        "id: minimal | id: Minimal | id | lower-case letters",
        "id: minimal | id: [minimal] | id | lower-case letters",
        "id: minimal | id: 7 | id | lower-case letters",
        "from: 2026-01-01 | from: 01/01/2026 | from | day of the calendar",
        "from: 2026-01-01 | from: 2026-02-30 | from | day of the calendar",
        "from: 2026-01-01 | from: 2026-1-1 | from | day of the calendar",
        "from: 2026-01-01 | from: 20260101 | from | day of the calendar",
        "from: 2026-01-01 | from: 2029-01-01 | until | is before \"from\" (2029-01-01)",
        "finestZoning: commune | finestZoning: street | finestZoning | one of: address",
        "finestZoning: commune | finestZoning: Commune | finestZoning | one of: address",
        "minimumGroup: 10 | minimumGroup: -1 | minimumGroup | whole number from 0",
        "perRequest: 50000 | perRequest: 0 | budget.perRequest | whole number from 1",
        "perRequest: 50000 | perRequest: 5e4 | budget.perRequest | whole number from 1",
        "perRequest: 50000 | perRequest: 1000001 | budget.perUnitSpace | less than \"perRequest\" (1000001)",
        "questionsPerDay: 50 | questionsPerDay: 1000001 | budget.questionsPerDay | whole number from 1",
        "questionsPerDay: 50 | questionsPerMonth: 5 | budget.questionsPerMonth | unknown field",
        "public-statistics: | Public Statistics: | purposes.Public Statistics | lower-case letters",
        "fr: Statistique publique | de: Statistik | purposes.public-statistics.fr | is missing",
        "fr: Statistique publique | fr: 2026 | purposes.public-statistics.fr | into quotes",
        "fr: Statistique publique | fr: ' ' | purposes.public-statistics.fr | 1 to 200 legible",
        "fr: Statistique publique | fr: \"\\u00A0\" | purposes.public-statistics.fr | 1 to 200 legible",
        "fr: Statistique publique | fr: \"a\\u202Eb\" | purposes.public-statistics.fr | 1 to 200 legible",
        "id: C01 | id: c 1 | clauses[0].id | upper-case letters",
        "status: enforced | status: promised | clauses[0].status | one of: enforced",
        "status: enforced | status: not-enforceable | clauses[0].terms | is not empty",
        "[charter, | [colour, | clauses[0].terms | \"colour\", which is not one of: charter",
        "[charter, | [project, | clauses[0].terms | \"project\" twice",
        "[charter, | [1, | clauses[0].terms | \"1\", which is not one of: charter",
        "text: | body: | clauses[0].text | is missing"})
    void namesTheFieldAndTheRemedy(String good, String bad, String path, String remedy) {
        String yaml = MINIMAL.replaceFirst(Pattern.quote(good),
            Matcher.quoteReplacement(bad.replace('¶', '\n')));
        assertThat(yaml).isNotEqualTo(MINIMAL);
        assertThat(problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.english()).contains(remedy);
            assertThat(problem.french()).isNotBlank().isNotEqualTo(problem.english());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "predecessor: sha-256: | predecessor: sha-512: | predecessor | a hash such as",
        "dominance: 85 | dominance: 0 | dominance | whole number from 1 to 100",
        "dominance: 85 | dominance: 101 | dominance | whole number from 1 to 100",
        "dominance: 85 | dominance: | dominance | is missing",
        "roles: [researcher, authority] | roles: [] | requesters.roles | a list of 1 to 64",
        "roles: [researcher, authority] | roles: [Researcher] | requesters.roles | lower-case letters",
        "[FR, BE] | [FR, Belgium] | requesters.jurisdictions | two upper-case letters",
        "labels: [trusted] | seals: [trusted] | requesters.seals | unknown field",
        "reciprocity: true | reciprocity: false | reciprocity | write true, or remove",
        "reciprocity: true | reciprocity: 'true' | reciprocity | write true, or remove",
        "revocable: true | revocable: false | revocable | write true, or remove",
        "embargo: 2026-04-01 | embargo: soon | embargo | day of the calendar",
        "requestsPerDay: 20 | requestsPerDay: 0 | requestsPerDay | whole number from 1",
        "perProject: 500000 | perProject: 0 | budget.perProject | whole number from 1",
        "functions: [count, sum] | functions: [count, count] | functions | twice",
        "noJoinWith: [census] | noJoinWith: ['a b'] | noJoinWith | letters, digits",
        "noJoinWith: [census] | noJoinWith: ['urn:bocage:odrl:1#none'] | noJoinWith | letters, digits",
        "{purposes: [water-management]} | {purposes: [flood]} | exceptionalNeed.purposes | a purpose of this charter",
        "{purposes: [water-management]} | {} | exceptionalNeed.purposes | is empty",
        "days: 14 | days: 366 | approvals[0].days | whole number from 1 to 365",
        "quorum: 2, majority: 51 | quorum: 0, majority: 51 | approvals[0].colleges.public.quorum | from 1 to 9999",
        "quorum: 2, majority: 51 | quorum: 2, majority: 101 | approvals[0].colleges.public.majority | from 1 to 100",
        "quorum: 2, majority: 51 | quorum: 2 | approvals[0].colleges.public.majority | is missing",
        "citizens: { | Citizens: { | approvals[0].colleges.Citizens | lower-case letters",
        "measures: [power] | measures: ['power,x'] | approvals[0].measures | letters, digits",
        "measures: [power] | purposes: [flood] | approvals[0].purposes | a purpose of this charter",
        "noReidentification: true | noReidentification: false | promises.noReidentification | write true, or remove",
        "retentionDays: 365 | retentionDays: -1 | promises.retentionDays | whole number from 0",
        "publicationDays: 90 | publicationDays: 0 | promises.publicationDays | whole number from 1",
        "attribution: Pôle climat | attribution: ' ' | promises.attribution | 1 to 200 legible",
        "onwardSharing: none | onwardSharing: all | promises.onwardSharing | none or members",
        "cents: 5000 | cents: 0 | promises.fee.cents | whole number from 1",
        "cents: 5000 | euros: 5 | promises.fee.cents | is missing",
        "exempt: [authority] | exempt: authority | promises.fee.exempt | a list of 1 to 64",
        "broader: public-statistics | broader: climate-plan | purposes.climate-plan | its own broader purposes",
        "broader: public-statistics | broader: statistics | purposes.climate-plan.broader | another purpose"})
    void namesTheFaultOfAFieldThatMayBeLeftOut(String good, String bad, String path, String remedy) {
        String whole = Samples.everything();
        String yaml = whole.replace(good, bad);
        assertThat(yaml).isNotEqualTo(whole);
        assertThat(problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.english()).contains(remedy);
            assertThat(problem.french()).isNotBlank().isNotEqualTo(problem.english());
        });
    }

    @Test
    void refusesGroupsThatSayNothingAndCirclesOfPurposes() {
        assertThat(problems(MINIMAL + "requesters: {}\npromises: {}\napprovals: [{days: 1, colleges: {}}]\n"))
            .extracting(Problem::path).containsExactlyInAnyOrder("requesters", "promises", "approvals[0].colleges");
        String circle = Samples.everything().replace("    en: Public statistics\n",
            "    en: Public statistics\n    broader: climate-plan\n");
        assertThat(problems(circle)).extracting(Problem::path)
            .containsExactlyInAnyOrder("purposes.climate-plan", "purposes.public-statistics");
    }

    @Test
    void refusesEnforcedClauseWithoutTermsAndSecondClauseOfOneId() {
        String clause = MINIMAL.substring(MINIMAL.indexOf("  - id: C01"));
        assertThat(problems(MINIMAL + clause)).singleElement()
            .satisfies(problem -> assertThat(problem.path()).isEqualTo("clauses[1].id"));
        assertThat(problems(MINIMAL.replaceAll("terms:\\s+\\[[^]]*]", "terms: []"))).singleElement()
            .satisfies(problem -> assertThat(problem.path()).isEqualTo("clauses[0].terms"));
        assertThat(problems(MINIMAL.substring(0, MINIMAL.indexOf("clauses:")) + "clauses: []\n")).singleElement()
            .satisfies(problem -> assertThat(problem.path()).isEqualTo("clauses"));
    }

    @Test
    void tellsAllFaultsAtOnce() {
        assertThat(problems("id: A\nversion: 0\ncolour: red\nfrom: x\nbudget: {perRequest: 0}\nclauses: [{id: x}]\n"))
            .extracting(Problem::path).containsExactlyInAnyOrder("id", "version", "title", "from", "until", "purposes",
                "finestZoning", "minimumGroup", "budget.perRequest", "budget.perUnitSpace", "budget.questionsPerDay",
                "clauses[0].id", "clauses[0].title", "clauses[0].text", "clauses[0].status", "clauses[0].terms",
                "colour");
    }

    @Test
    void stopsAtAHundredFaults() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            yaml.append("field").append(i).append(": 1\n");
        }
        assertThat(problems(yaml.toString())).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# nothing", "---", "text", "- a\n- b", "a: b: c", "a: [1", "a: {b", "\ta: 1",
        "a: \"x", "%YAML 9.9\n---\na: 1", "a: !!java.lang.Runtime {}", "!x a: 1", "a: &x 1", "&x a: 1", "a: *x",
        "? [a]\n: 1", "? {a: 1}\n: 1", "<<: {a: 1}", "a: \u0000", "a: \uD800", "a: 'x\u0007'", "---\na: 1\n---\na: 1",
        "*a : 1", "!!binary a: 1", "a: |9x", "@a: 1", "`a`: 1", "%", "a: *", "a: &", "--- --- ---", "a: 'x' 'y'"})
    void refusesEveryOtherYaml(String yaml) {
        assertThat(problems(yaml)).isNotEmpty();
        assertThat(problems(MINIMAL + yaml + "\n")).satisfiesAnyOf(
            problems -> assertThat(problems).isNotEmpty(),
            problems -> assertThat(yaml.strip()).isIn("", "# nothing", "---"));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (byte[] bytes : List.of(MINIMAL.getBytes(StandardCharsets.ISO_8859_1),
            MINIMAL.getBytes(StandardCharsets.UTF_16), new byte[]{'a', ':', (byte) 0xC0, (byte) 0x80})) {
            assertThatThrownBy(() -> Charter.fromYaml(bytes)).isInstanceOfSatisfying(InvalidDocument.class,
                refused -> assertThat(refused.problems()).singleElement()
                    .satisfies(problem -> assertThat(problem.english()).contains("UTF-8")));
        }
        assertThat(Charter.fromYaml(MINIMAL.getBytes(StandardCharsets.UTF_8))).isEqualTo(Charter.fromYaml(MINIMAL));
    }

    private static List<Problem> problems(String yaml) {
        try {
            Charter.fromYaml(yaml);
            return List.of();
        } catch (InvalidDocument refused) {
            return refused.problems();
        }
    }
}

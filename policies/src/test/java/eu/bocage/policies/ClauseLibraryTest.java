package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClauseLibraryTest {

    private static final ClauseLibrary LIBRARY = ClauseLibrary.standard();

    @Test
    void coversEveryRuleOfGoodContractualPractice() {
        Set<String> covered = new TreeSet<>();
        LIBRARY.clauses().forEach(clause -> covered.addAll(clause.rules()));
        assertThat(covered).containsExactlyElementsOf(
            IntStream.rangeClosed(1, 30).mapToObj(number -> String.format(Locale.ROOT, "P%02d", number)).toList());
    }

    @Test
    void coversEveryFamilyWithAtLeastTwentyFourClausesInAll() {
        Map<StandardClause.Family, Integer> counts = new EnumMap<>(StandardClause.Family.class);
        LIBRARY.clauses().forEach(clause -> counts.merge(clause.family(), 1, Integer::sum));
        assertThat(counts.keySet()).isEqualTo(EnumSet.allOf(StandardClause.Family.class));
        assertThat(counts.values()).allMatch(count -> count >= 3);
        assertThat(LIBRARY.clauses()).hasSizeGreaterThanOrEqualTo(24).extracting(StandardClause::status)
            .contains(Clause.Status.values());
    }

    @Test
    void everyTermOfTheVocabularyHasItsClause() {
        Set<Term> named = EnumSet.noneOf(Term.class);
        LIBRARY.clauses().forEach(clause -> named.addAll(clause.terms()));
        assertThat(named).isEqualTo(EnumSet.allOf(Term.class));
    }

    @Test
    void promisesExactlyWhatIsAttestedAndEvaluatesWhatIsEnforced() {
        for (StandardClause clause : LIBRARY.clauses()) {
            assertThat(clause.promise().isPresent()).as(clause.id())
                .isEqualTo(clause.status() == Clause.Status.ATTESTED);
            switch (clause.status()) {
                case ENFORCED -> assertThat(clause.terms()).as(clause.id()).isNotEmpty();
                case NOT_ENFORCEABLE -> assertThat(clause.terms()).as(clause.id()).isEmpty();
                case ATTESTED -> assertThat(clause.promise().orElseThrow().french()).as(clause.id())
                    .containsPattern("(?i)\\bj(e |')");
            }
        }
    }

    @Test
    void eachClauseFitsIntoACharterWithItsOwnWords() {
        for (StandardClause clause : LIBRARY.clauses()) {
            Charter charter = Charter.fromYaml(FullCharter.YAML + "  - library: " + clause.id() + "\n");
            Clause taken = charter.clauses().getLast();
            assertThat(taken.id()).isEqualTo(clause.id());
            assertThat(taken.title()).isEqualTo(clause.title());
            assertThat(taken.text()).isEqualTo(new Words(clause.law(), clause.plain().english()));
            assertThat(taken.status()).isEqualTo(clause.status());
            assertThat(taken.terms()).isEqualTo(clause.terms());
            assertThat(Charter.fromJson(charter.json())).isEqualTo(charter);
            assertThat(LIBRARY.behind(taken)).contains(clause);
            assertThat(LIBRARY.behind(new Clause(taken.id(), taken.title(), new Words("Autre chose.", "Else."),
                taken.status(), taken.terms()))).isEmpty();
        }
    }

    /** A clause says that something is checked only in a charter that asks for the check. */
    @Test
    void namesOnlyTheTermsThatTheCharterSets() {
        int refused = 0;
        for (StandardClause clause : LIBRARY.clauses()) {
            String yaml = Samples.resource("charters/minimal.yaml") + "  - library: " + clause.id() + "\n";
            Set<Term> possible = EnumSet.noneOf(Term.class);
            clause.terms().stream().filter(term -> LibraryClauses.field(term).isEmpty()).forEach(possible::add);
            if (clause.status() == Clause.Status.ENFORCED && possible.isEmpty()) {
                refused++;
                String field = LibraryClauses.field(clause.terms().iterator().next()).orElseThrow();
                assertThatThrownBy(() -> Charter.fromYaml(yaml)).isInstanceOfSatisfying(InvalidDocument.class,
                    invalid -> assertThat(invalid.problems()).singleElement().satisfies(problem -> {
                        assertThat(problem.path()).isEqualTo("clauses[1].library");
                        assertThat(problem.english()).contains(clause.id(), "remove the clause: ", field);
                        assertThat(problem.french()).contains(clause.id(), "enlevez la clause : ", field);
                    }));
            } else {
                assertThat(Charter.fromYaml(yaml).clauses().getLast().terms()).isEqualTo(possible);
            }
        }
        assertThat(refused).isGreaterThan(5);
    }

    @Test
    void aFieldLeftEmptySetsNothing() {
        String yaml = Samples.resource("charters/minimal.yaml").replace("finestZoning:",
            "reciprocity: true\nfinestZoning:") + "  - library: INN-3\n";
        assertThat(Charter.fromYaml(yaml).clauses().getLast().terms()).containsExactly(Term.RECIPROCITY);
        assertThatThrownBy(() -> Charter.fromYaml(yaml.replace("reciprocity: true", "reciprocity: ~")))
            .isInstanceOfSatisfying(InvalidDocument.class, refused -> assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem.path()).isEqualTo("clauses[1].library")));
    }

    @Test
    void neverSaysThatAnybodyIsBeyondRecognition() {
        for (StandardClause clause : LIBRARY.clauses()) {
            assertThat(texts(clause)).as(clause.id()).allSatisfy(text ->
                assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("anonym"));
        }
    }

    @Test
    void isWrittenForSomebodyWithoutTraining() {
        for (StandardClause clause : LIBRARY.clauses()) {
            Readability.check(clause.id() + " title", clause.title());
            Readability.check(clause.id() + " plain", clause.plain());
            Readability.check(clause.id() + " evidence", clause.evidence());
            clause.promise().ifPresent(promise -> Readability.check(clause.id() + " promise", promise));
        }
    }

    @Test
    void isMarkedAsDraftForALawyer() {
        for (StandardClause.Family family : StandardClause.Family.values()) {
            assertThat(resource(family)).contains("# DRAFT: each clause is to be read by a lawyer");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "- library: OWN-99 | clauses[1].library | not a clause of the library; take one of: OWN-1",
        "- library: 7 | clauses[1].library | not a clause of the library",
        "- library: [OWN-1] | clauses[1].library | not a clause of the library",
        "- {library: OWN-1, status: attested} | clauses[1].status | cannot be changed beside \"library\"",
        "- {library: OWN-1, id: C02} | clauses[1].id | under an identifier of your own",
        "- library: OWN-1¶- library: OWN-1 | clauses[2].id | that of another clause"})
    void refusesAReferenceThatSaysAnythingElse(String lines, String path, String remedy) {
        String yaml = Samples.resource("charters/minimal.yaml") + "  " + lines.replace("¶", "\n  ") + "\n";
        assertThatThrownBy(() -> Charter.fromYaml(yaml)).isInstanceOfSatisfying(InvalidDocument.class,
            refused -> assertThat(refused.problems()).anySatisfy(problem -> {
                assertThat(problem.path()).isEqualTo(path);
                assertThat(problem.english()).contains(remedy);
                assertThat(problem.french()).isNotBlank().isNotEqualTo(problem.english());
            }));
    }

    /** A hash is over words, so a signed charter never refers to words that may change. */
    @Test
    void takesNoReferenceInCanonicalForm() {
        String json = Charter.fromYaml(Samples.resource("charters/minimal.yaml")).json();
        String referring = json.replaceFirst("\"clauses\":\\[", "\"clauses\":[{\"library\":\"OWN-1\"},");
        assertThat(referring).isNotEqualTo(json);
        assertThatThrownBy(() -> Charter.fromJson(referring)).isInstanceOf(InvalidDocument.class);
    }

    @ParameterizedTest
    @EnumSource(StandardClause.Family.class)
    void readsEachFamilyFromItsOwnFileOnly(StandardClause.Family family) {
        assertThat(ClauseLibrary.read(family, resource(family))).isNotEmpty()
            .allMatch(clause -> clause.family() == family)
            .isEqualTo(LIBRARY.clauses().stream().filter(clause -> clause.family() == family).toList());
        StandardClause.Family other = family == StandardClause.Family.SECURITY ? StandardClause.Family.OWNERSHIP
            : StandardClause.Family.SECURITY;
        assertThatThrownBy(() -> ClauseLibrary.read(other, resource(family)))
            .isInstanceOfSatisfying(InvalidDocument.class, refused -> assertThat(refused.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("family")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rules: [P21, P27] | rules: [P31] | clauses[0].rules",
        "rules: [P21, P27] | rules: [P00] | clauses[0].rules",
        "rules: [P21, P27] | rule: [P21] | clauses[0].rule",
        "status: enforced | status: kept | clauses[0].status",
        "status: enforced | status: attested | clauses[0].promise",
        "terms: [aggregateOnly] | terms: [unknown] | clauses[0].terms",
        "law: >- | text: >- | clauses[0].law",
        "plain: | words: | clauses[0].plain",
        "evidence: | proof: | clauses[0].evidence",
        "id: OWN-1 | name: OWN-1 | clauses[0].id",
        "fr: Les données restent chez leur détenteur | de: Daten | clauses[0].title.fr"})
    void namesWhatIsWrongInAFile(String good, String bad, String path) {
        String yaml = resource(StandardClause.Family.OWNERSHIP);
        String spoilt = yaml.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThat(spoilt).isNotEqualTo(yaml);
        assertThatThrownBy(() -> ClauseLibrary.read(StandardClause.Family.OWNERSHIP, spoilt))
            .isInstanceOfSatisfying(InvalidDocument.class,
                refused -> assertThat(refused.problems()).extracting(Problem::path).contains(path));
    }

    @Test
    void findsAClauseByItsIdentifier() {
        assertThat(LIBRARY.of("OWN-1").orElseThrow().family()).isEqualTo(StandardClause.Family.OWNERSHIP);
        assertThat(LIBRARY.of("OWN-99")).isEqualTo(Optional.empty());
    }

    /** All its texts for people. */
    static List<String> texts(StandardClause clause) {
        List<String> texts = new ArrayList<>(List.of(clause.law()));
        Stream.concat(Stream.of(clause.title(), clause.plain(), clause.evidence()), clause.promise().stream())
            .forEach(words -> texts.addAll(List.of(words.french(), words.english())));
        return texts;
    }

    private static String resource(StandardClause.Family family) {
        return Samples.resource("clauses/" + family.text() + ".yaml");
    }
}

package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers refuse they refuse for its own reason and at its bound, and what lies on the bound they take. */
class ReadingBoundsTest {

    private static final String MINIMAL = Samples.resource("charters/minimal.yaml");
    private static final String CLAUSE = """
          - id: X-1
            title: {fr: Un titre, en: A title}
            text: {fr: Un texte., en: A text.}
            status: enforced
            terms: [purpose]
        """;

    @Test
    void saysWhatIsWrongWithTheDocumentAsAWhole() {
        assertThat(json("[]")).contains("begin with {");
        assertThat(json("{\n\"a\":}")).contains("unreadable JSON, line 2:");
        assertThat(json(" ".repeat(256 * 1024 + 1))).contains("longer than 262144 characters");
        assertThat(json(" ".repeat(256 * 1024))).doesNotContain("longer than").isNotEmpty();
        assertThat(json(Charter.fromYaml(MINIMAL).json() + " ")).contains("not in its canonical form");
        assertThat(yaml("a".repeat(256 * 1024 + 1))).contains("longer than 262144 characters");
        assertThat(yaml("a: 1\nb: 'x")).contains("unreadable YAML, line 2:");
        assertThat(yaml("a: &a 1\n")).contains("a: anchors (&) and aliases (*)");
        assertThat(yaml("a: 1\nb: [1, *a]\n")).contains("b[1]: anchors (&) and aliases (*)");
        assertThat(yaml("&k a: 1\n")).contains("a: anchors (&) are not taken");
        assertThat(yaml("a: 1\na: 2\n")).contains("a: the field is written twice");
        for (String tagged : List.of("a: !!map {}", "a: !!seq []", "a: !!str b", "!x a: 1")) {
            assertThat(yaml(tagged)).contains("a: type tags (!) are not taken");
        }
    }

    @Test
    void nestsAsDeepAsSixteen() {
        String deepest = "a: " + "[".repeat(14) + "1" + "]".repeat(14);
        assertThat(yaml(deepest)).doesNotContain("nests more than");
        assertThat(yaml(deepest.replace("1", "[1]"))).contains("nests more than 16 levels");
        assertThat(yaml(IntStream.range(0, 16).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining())))
            .contains("nests more than 16 levels");
        assertThat(yaml(IntStream.range(0, 15).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining())))
            .doesNotContain("nests more than");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "exceptionalNeed: { | exceptionalNeed: {more: 1, | exceptionalNeed.more",
        "days: 14 | days: 14¶    more: 1 | approvals[0].more",
        "quorum: 2, | quorum: 2, more: 1, | approvals[0].colleges.public.more",
        "noCommercialUse: true | noCommercialUse: true¶  more: 1 | promises.more",
        "fee: { | fee: {more: 1, | promises.fee.more",
        "title: | title:¶  more: 1 | title.more",
        "status: enforced | status: enforced¶    more: 1 | clauses[0].more"})
    void knowsNoFieldMore(String good, String bad, String path) {
        String yaml = Samples.everything().replaceFirst("clauses:\\n", "clauses:\n" + CLAUSE);
        String spoilt = yaml.replaceFirst(Pattern.quote(good), bad.replace('¶', '\n'));
        assertThat(spoilt).isNotEqualTo(yaml);
        assertThat(yaml(spoilt)).startsWith(path + ": is an unknown field; remove it").doesNotContain("\n");
    }

    @Test
    void takesWhatLiesOnABoundAndNothingBeyond() {
        String most = MINIMAL.replaceFirst("perUnitSpace: \\d+", "perUnitSpace: 50000");
        assertThat(Charter.fromYaml(most).budget().perUnitSpace()).isEqualTo(50_000);
        assertThat(yaml(purposes(64))).doesNotContain("64 purposes");
        assertThat(yaml(purposes(65))).contains("purposes: does not hold 1 to 64 purposes");
        assertThat(Charter.fromYaml(MINIMAL + "functions: [" + names(64) + "]\n").terms().functions()).hasSize(64);
        assertThat(yaml(MINIMAL + "functions: [" + names(65) + "]\n")).contains("functions: is not a list of 1 to 64");
        assertThat(Charter.fromYaml(MINIMAL + "requestsPerDay: 1000000\n").terms().requestsPerDay())
            .contains(1_000_000);
        assertThat(yaml(MINIMAL + "requestsPerDay: 1000001\n")).contains("requestsPerDay: is not a whole number");
        assertThat(Charter.fromYaml(MINIMAL + "promises: {attribution: " + "a".repeat(200) + "}\n").terms().promises())
            .hasSize(1);
        assertThat(yaml(MINIMAL + "promises: {attribution: " + "a".repeat(201) + "}\n"))
            .contains("promises.attribution: is not a text of 1 to 200");
        assertThat(yaml("clauses: [x]\n")).contains("clauses[0]: is not a group of lines");
    }

    @ParameterizedTest
    @CsvSource({"PERCENT, 1, true", "PERCENT, 0, false", "PERCENT, 100, true", "PERCENT, 101, false",
        "COUNT, 0, true", "COUNT, 2147483647, true", "COUNT, 2147483648, false", "NUMBER, 9007199254740991, true",
        "NUMBER, 9007199254740992, false", "NUMBER, 007, false", "NUMBER, -1, false"})
    void numbersKeepTheirBounds(ValueType type, String value, boolean taken) {
        assertThat(type.accepts(value)).isEqualTo(taken);
    }

    @Test
    void textsAndListsKeepTheirBounds() {
        assertThat(ValueType.TEXT.accepts("a".repeat(200))).isTrue();
        assertThat(List.of("", "a".repeat(201), "a\nb", "\u202E", " ")).noneMatch(ValueType.TEXT::accepts);
        List<String> values = IntStream.range(0, 512).mapToObj(i -> "m" + i).toList();
        assertThat(Term.MEASURES.wellFormed(new Constraint(Term.MEASURES.iri(), Operator.IS_ANY_OF, values))).isTrue();
        assertThat(Term.MEASURES.wellFormed(Constraint.of(Term.MEASURES, Operator.IS_ANY_OF, (String.join(",", values)
            + ",n").split(",")))).isFalse();
    }

    @Test
    void compilesNoColumnThatCannotStandInAPolicy() {
        DatasetTerms dataset = new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0, Set.of(), Set.of(),
            new DatasetTerms.More(0, Optional.of(Set.of("a,b")), Optional.empty(), Set.of(), Optional.empty()));
        assertThatThrownBy(() -> Compiler.compile(Samples.charter(), dataset, Samples.project()))
            .isInstanceOf(InvalidDocument.class).hasMessageContaining("dataset.columns: the name \"a,b\"");
        ProjectTerms none = new ProjectTerms("p", Samples.OWNER, Set.of("marketing"), Samples.project().from(),
            Samples.project().until());
        assertThatThrownBy(() -> Compiler.compile(Samples.charter(), Samples.dataset(), none))
            .isInstanceOf(InvalidDocument.class).hasMessageContaining("the dataset (-)")
            .hasMessageContaining("the project (marketing)");
    }

    @Test
    void readsOnePolicyOfTheRightTypes() {
        String text = Odrl.write(Samples.broad());
        assertThat(Odrl.read("[" + text + "]")).isEqualTo(Samples.broad());
        for (String other : List.of("[" + text + "," + text + "]", "[]",
            text.replaceFirst("\\{\"odrl:leftOperand\"", "{\"@type\":\"odrl:Duty\",\"odrl:leftOperand\""),
            text.replaceFirst("\\{\"odrl:xone\"", "{\"@type\":\"odrl:Duty\",\"odrl:xone\""))) {
            assertThat(other).isNotEqualTo(text);
            assertThatThrownBy(() -> Odrl.read(other)).isInstanceOf(InvalidDocument.class);
        }
        assertThat(Odrl.read(text.replaceFirst("\\{\"odrl:xone\"",
            "{\"@type\":\"odrl:LogicalConstraint\",\"odrl:xone\""))).isEqualTo(Samples.broad());
    }

    @Test
    void aCharterSaysItself() {
        Charter charter = Charter.fromYaml(MINIMAL);
        assertThat(charter).hasToString("minimal " + charter.version() + " " + charter.hash())
            .doesNotHaveSameHashCodeAs(Samples.charter());
    }

    private static String purposes(int many) {
        List<String> purposes = IntStream.range(0, many).mapToObj(i -> "p" + i + ": {fr: a, en: a}").toList();
        return "purposes: {" + String.join(", ", purposes) + "}\n";
    }

    private static String names(int many) {
        return String.join(", ", IntStream.range(0, many).mapToObj(i -> "f" + i).toList());
    }

    private static String yaml(String yaml) {
        return problems(() -> Charter.fromYaml(yaml));
    }

    private static String json(String json) {
        return problems(() -> Charter.fromJson(json));
    }

    private static String problems(Runnable reading) {
        InvalidDocument refused = catchThrowableOfType(InvalidDocument.class, reading::run);
        return refused == null ? "" : refused.problems().stream().map(one -> one.path() + ": " + one.english())
            .collect(Collectors.joining("\n"));
    }
}

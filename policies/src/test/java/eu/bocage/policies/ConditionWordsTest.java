package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a policy can say has a sentence of its own that people can read. */
class ConditionWordsTest {

    private static final Names NAMES = new Names(Optional.of(Samples.charter()));

    /** Pairs of operators that say the same of the same values. */
    private static final Set<Set<Operator>> SYNONYMS = Set.of(Set.of(Operator.IS_ALL_OF, Operator.HAS_PART),
        Set.of(Operator.IS_ANY_OF, Operator.IS_PART_OF));

    @ParameterizedTest
    @EnumSource(Term.class)
    void hasASentenceForEveryOperatorAndValue(Term term) {
        for (ConditionWords.Side side : ConditionWords.Side.values()) {
            Map<Words, Constraint> said = new HashMap<>();
            for (Constraint constraint : constraints(term)) {
                assertThat(Shape.understood(constraint)).as(constraint.toString()).contains(term);
                Words words = new ConditionWords(NAMES, side).say(term, constraint);
                Readability.check(term + " " + constraint, words);
                assertThat(words.french()).endsWith(".").isNotEqualTo(words.english());
                assertThat(words.english()).endsWith(".");
                Constraint other = said.put(words, constraint);
                if (other != null) {
                    assertThat(SYNONYMS).as(other + " and " + constraint + " are both: " + words)
                        .contains(EnumSet.of(other.operator(), constraint.operator()));
                    assertThat(other.values()).isEqualTo(constraint.values());
                }
            }
            assertThat(said).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "measures | IS_ANY_OF | urn:bocage:odrl:1#none | PERMISSION | The question asks for counts only, for no "
            + "measure.",
        "measures | IS_NONE_OF | urn:bocage:odrl:1#none | PERMISSION | This condition always holds.",
        "measures | IS_ANY_OF | urn:bocage:odrl:1#none | PROHIBITION | This condition never holds.",
        "measures | IS_NONE_OF | urn:bocage:odrl:1#none | PROHIBITION | The question touches measures.",
        "measures | NEQ | power | PERMISSION | The question leaves out these measures: power.",
        "measures | NEQ | power | PROHIBITION | The question touches measures other than: power.",
        "measures | EQ | power | PROHIBITION | The question touches these measures: power.",
        "joinedWith | EQ | urn:bocage:odrl:1#none | PERMISSION | The answer draws on no other dataset.",
        "keys | EQ | urn:bocage:odrl:1#none | PERMISSION | The question groups and filters by place only.",
        "columns | EQ | urn:bocage:odrl:1#none | PERMISSION | The question reads no column.",
        "requesterJurisdiction | EQ | FR | PERMISSION | The requester is under the law of one of these "
            + "countries: France.",
        "term | NEQ | 2026-01-01 | PERMISSION | The date is not 1 January 2026.",
        "embargo | GT | 2026-01-01 | PERMISSION | The embargo is over: nothing until 1 January 2026 included.",
        "fee | GT | 100 | PERMISSION | The requester promises to pay more than 1 €.",
        "fee | GTEQ | 105 | PERMISSION | The requester promises to pay at least 1.05 €.",
        "retention | LT | 1 | PERMISSION | The requester promises to erase the results within less than 1 day.",
        "onwardSharing | EQ | members | PERMISSION | The requester promises to pass the results on to members of the "
            + "territory only.",
        "purpose | IS_A | water-management | PERMISSION | The purpose is this one or one that it contains: Water "
            + "management."})
    void saysWhatTheConditionIs(String key, Operator operator, String value, ConditionWords.Side side, String english) {
        Term term = Term.ofKey(key).orElseThrow();
        assertThat(new ConditionWords(NAMES, side).say(term, Constraint.of(term, operator, value)).english())
            .isEqualTo(english);
    }

    @Test
    void callsTheEuropeanUnionByItsName() {
        List<String> union = List.of("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
        assertThat(Names.countries(union)).isEqualTo(new Words("les pays de l'Union européenne",
            "the countries of the European Union"));
        assertThat(Names.countries(union.subList(0, 2))).isEqualTo(new Words("Autriche, Belgique", "Austria, Belgium"));
    }

    @Test
    void refusesComparisonsThatNoTermHas() {
        for (Term term : Term.values()) {
            for (Operator operator : EnumSet.complementOf(EnumSet.copyOf(term.operators()))) {
                Constraint constraint = new Constraint(term.iri(), operator, values(term).subList(0, 1));
                assertThat(Shape.understood(constraint)).isEmpty();
            }
        }
        assertThatThrownBy(() -> new ConditionWords(NAMES, ConditionWords.Side.PERMISSION).say(Term.PURPOSE,
            Constraint.of(Term.PURPOSE, Operator.GT, "climate-plan"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Constraint> constraints(Term term) {
        List<Constraint> all = new ArrayList<>();
        for (Operator operator : term.operators()) {
            List<String> values = values(term);
            if (operator.takesSeveral()) {
                all.add(new Constraint(term.iri(), operator, values));
            } else {
                values.forEach(value -> all.add(new Constraint(term.iri(), operator, List.of(value))));
            }
        }
        return all;
    }

    /** Several values, of which no one says what another says. */
    static List<String> values(Term term) {
        return switch (term.type()) {
            case HASH -> List.of(Samples.charter().hash(), "sha-256:" + "1".repeat(64));
            case IDENTIFIER -> List.of("climate-plan", "water-management");
            case NAME -> List.of("power", "énergie");
            case ZONING -> List.of("commune", "epci", "region");
            case DAY -> List.of("2026-01-01", "2026-12-31");
            case NUMBER -> List.of("1", "50000", "123456");
            case COUNT -> List.of("0", "1", "12");
            case PERCENT -> List.of("1", "85");
            case COUNTRY -> List.of("FR", "DE");
            case APPROVAL -> List.of("citizens:1:51:1", "research:3:66:30");
            case SHARING -> List.of("none", "members");
            case TEXT -> List.of("Source : le territoire", "Another source");
            case TRUE -> List.of("true");
        };
    }
}

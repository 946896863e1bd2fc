package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reason says, to the letter, and the fact that would change it. */
class GrievanceTest {

    private static final Facts KNOWN = Samples.known();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FINEST_ZONING | GT | epci | Elle doit être plus large que l'intercommunalité (EPCI).",
        "BUDGET_PER_REQUEST | LT | 50000 | en dépenser au plus 49999.",
        "BUDGET_PER_REQUEST | LTEQ | 49999 | en dépenser au plus 49999.",
        "MEASURES | IS_NONE_OF | consumption,x | Non permis parmi les mesures : consumption.",
        "MEASURES | EQ | x | Non permis parmi les mesures : consumption. Permis : x.",
        "PURPOSE | IS_A | water | La finalité « climate-plan » n'est pas permise. Condition : ",
        "PURPOSE | EQ | water | La finalité « climate-plan » n'est pas permise. Finalités permises : water.",
        "TERM | GT | 2026-11-25 | L'accord a pris fin le 2026-11-25. Demandez une nouvelle offre.",
        "TERM | GTEQ | 2026-11-26 | L'accord ne vaut qu'à partir du 2026-11-26.",
        "TERM | LT | 2026-11-25 | L'accord a pris fin le 2026-11-25. Demandez une nouvelle offre.",
        "ROLE | EQ | broker | Cette condition n'est pas remplie : "})
    void saysWhatStandsInTheWayAndWhatWouldChangeIt(Term term, Operator operator, String values, String french) {
        Constraint constraint = new Constraint(term.iri(), operator, List.of(values));
        assertThat(Samples.reasons(Decider.decide(Samples.wanting(constraint), Scope.QUERY, KNOWN))).singleElement()
            .satisfies(reason -> {
                assertThat(reason.french()).contains(french);
                assertThat(reason.change()).isEqualTo(Grievance.phrase(constraint));
            });
    }

    @Test
    void namesTheProjectsPurposesWhereNoQuestionIsAsked() {
        Policy policy = Samples.replacing(Term.PURPOSE, Operator.IS_ANY_OF, "marketing");
        assertThat(Samples.reasons(Decider.decide(policy, Scope.NEGOTIATION, KNOWN))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).startsWith("No purpose of the project (climate-plan, "
                + "water-management) is allowed here. Condition: ").contains("marketing"));
    }

    @Test
    void saysWhatWouldMakeTheProjectFit() {
        assertThat(change(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("climate-plan"),
            LocalDate.of(2026, 11, 26), LocalDate.MAX))).isEqualTo("the date 2026-11-26");
        assertThat(change(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("climate-plan"), LocalDate.MIN,
            LocalDate.of(2026, 11, 24)))).isEqualTo("the project's extension");
        assertThat(change(new ProjectTerms("heat-atlas", "did:web:x", Set.of("climate-plan"), LocalDate.MIN,
            LocalDate.MAX))).isEqualTo("a request by did:web:x");
        assertThat(change(new ProjectTerms("other", Samples.OWNER, Set.of("climate-plan"), LocalDate.MIN,
            LocalDate.MAX))).isEqualTo("the registration of project \"heat-atlas\"");
    }

    /** On the first and on the last day of a project it holds, on the day before and after it does not. */
    @ParameterizedTest
    @CsvSource({"2026-11-25, 2026-11-25, true", "2026-11-24, 2026-11-24, false", "2026-11-26, 2026-11-26, false"})
    void projectHoldsFromItsFirstToItsLastDay(LocalDate from, LocalDate until, boolean holds) {
        assertThat(Decider.permits(Samples.policy(), Scope.QUERY, with(new ProjectTerms("heat-atlas", Samples.OWNER,
            Set.of("climate-plan"), from, until)))).isEqualTo(holds);
    }

    @ParameterizedTest
    @EnumSource
    void saysEveryOperatorOfMeasuresInBothLanguages(Operator operator) {
        if (Term.MEASURES.operators().contains(operator)) {
            Words phrase = Grievance.phrase(Constraint.of(Term.MEASURES, operator, "power"));
            assertThat(phrase.french()).contains("power").isNotEqualTo(phrase.english());
        }
    }

    @Test
    void givesReasonsOfFaultsAndOfFactsTogether() {
        Policy policy = Samples.with(Samples.policy(), all -> {
            all.add(new Constraint("urn:x", Operator.EQ, List.of("y")));
            all.add(Constraint.of(Term.COLLEGE, Operator.EQ, "public"));
            return all;
        });
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, KNOWN))).extracting(Reason::term)
            .containsExactly("urn:x", "requesterCollege");
    }

    private static String change(ProjectTerms project) {
        List<Reason> reasons = Samples.reasons(Decider.decide(Samples.policy(), Scope.QUERY, with(project)));
        assertThat(reasons).hasSize(1);
        return reasons.getFirst().change().english();
    }

    private static Facts with(ProjectTerms project) {
        return new Facts(KNOWN.now(), KNOWN.charters(), KNOWN.requester(), Optional.of(project), KNOWN.question());
    }
}

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
        "FINEST_ZONING | GT | epci | La maille demandée, l'intercommunalité (EPCI), n'est pas permise. Elle doit être "
            + "plus large que l'intercommunalité (EPCI). | la maille géographique dépasse : epci",
        "BUDGET_PER_REQUEST | LT | 50000 | La question dépense 50000 millionièmes de rho du budget de "
            + "confidentialité ; une question peut en dépenser au plus 49999. "
            + "| le budget de confidentialité reste sous : 50000",
        "BUDGET_PER_REQUEST | LTEQ | 49999 | La question dépense 50000 millionièmes de rho du budget de "
            + "confidentialité ; une question peut en dépenser au plus 49999. "
            + "| le budget de confidentialité est au plus : 49999",
        "MEASURES | IS_NONE_OF | consumption,x | Non permis parmi les mesures : consumption. "
            + "| les mesures n'est pas parmi : consumption, x",
        "MEASURES | EQ | x | Non permis parmi les mesures : consumption. Permis : x. | les mesures est : x",
        "PURPOSE | IS_A | water | La finalité « climate-plan » n'est pas permise. Condition : la finalité est une "
            + "sorte de : water. | la finalité est une sorte de : water",
        "PURPOSE | EQ | water | La finalité « climate-plan » n'est pas permise. Finalités permises : water. "
            + "| la finalité est : water",
        "TERM | GT | 2026-11-25 | L'accord a pris fin le 2026-11-25. Demandez une nouvelle offre. "
            + "| la durée dépasse : 2026-11-25",
        "TERM | GTEQ | 2026-11-26 | L'accord ne vaut qu'à partir du 2026-11-26. | la durée est au moins : 2026-11-26",
        "TERM | LT | 2026-11-25 | L'accord a pris fin le 2026-11-25. Demandez une nouvelle offre. "
            + "| la durée reste sous : 2026-11-25",
        "ROLE | EQ | broker | Cette condition n'est pas remplie : le rôle du demandeur est : broker. "
            + "| le rôle du demandeur est : broker"})
    void saysWhatStandsInTheWayAndWhatWouldChangeIt(Term term, Operator operator, String values, String french,
                                                   String change) {
        Policy policy = Samples.wanting(new Constraint(term.iri(), operator, List.of(values)));
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, KNOWN))).singleElement().satisfies(reason -> {
            assertThat(reason.french()).isEqualTo(french);
            assertThat(reason.change().french()).isEqualTo(change);
        });
    }

    @Test
    void namesTheProjectsPurposesWhereNoQuestionIsAsked() {
        Policy policy = Samples.replacing(Term.PURPOSE, Operator.IS_ANY_OF, "marketing");
        assertThat(Samples.reasons(Decider.decide(policy, Scope.NEGOTIATION, KNOWN))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).isEqualTo("No purpose of the project (climate-plan, "
                + "water-management) is allowed here. Condition: the purpose is among: marketing."));
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
    void saysEveryOperatorInBothLanguages(Operator operator) {
        Words phrase = Grievance.phrase(new Constraint(Term.MEASURES.iri(), operator, List.of("b", "a")));
        assertThat(phrase).isEqualTo(new Words("les mesures " + operator.words().french() + " : a, b",
            "the measures " + operator.words().english() + ": a, b"));
        assertThat(operator.words().french()).isNotBlank().isNotEqualTo(operator.words().english());
    }

    @Test
    void saysNothingForNoneAndQuotesForeignNames() {
        assertThat(Grievance.phrase(Constraint.of(Term.KEYS, Operator.IS_ANY_OF, Term.NONE)).english())
            .isEqualTo("the keys to group and filter by is among: nothing");
        assertThat(Grievance.phrase(new Constraint("urn:x\n", Operator.EQ, List.of("y\u202E"))).french())
            .isEqualTo("urn:x\uFFFD est : y\uFFFD");
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

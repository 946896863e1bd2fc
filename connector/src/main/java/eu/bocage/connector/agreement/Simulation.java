package eu.bocage.connector.agreement;

import eu.bocage.compute.Card;
import eu.bocage.connector.member.Project;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Requester;
import eu.bocage.policies.RoundFacts;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Zoning;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a requester would be allowed to do with a dataset, at each moment: an invented one, who is taken to own the
 * project, to have adhered and, if so wished, to have promised. Decides by {@link Decider} as everything does; changes
 * nothing and spends nothing.
 *
 * @param requester who would ask
 * @param promised  whether it would have signed what the offer asks to promise
 * @param zoning    the finest level of places in its question
 * @param spent     what the books say
 */
public record Simulation(Requester requester, boolean promised, Zoning zoning, Spent spent) {

    /** By a simple count for the first purpose that the policy allows. @throws eu.bocage.policies.InvalidDocument */
    public Map<Scope, Decision> run(Charter charter, Card card, Project project, Instant now) {
        Policy policy = Gate.policy(charter, card, project);
        String purpose = project.purposes().stream().sorted().filter(charter.purposes()::contains).findFirst()
            .orElse("");
        QuestionFacts question = new QuestionFacts(purpose, zoning, Set.of(), Set.of(), charter.budget().perRequest(),
            Optional.of(Set.of()), Optional.of(Set.of("count")), Optional.of(Set.of()));
        ProjectTerms owned = new ProjectTerms(project.id(), requester.did(), project.purposes(), project.from(),
            project.until());
        Map<Scope, Decision> decisions = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            Facts facts = new Facts(now, Set.of(charter.hash()), Optional.of(requester), Optional.of(owned),
                scope.asks() ? Optional.of(question) : Optional.empty())
                .withPromises(promised ? Set.copyOf(policy.promises()) : Set.of()).withSpent(spent).withRevoked(false)
                .withExceptionalNeed(project.exceptionalNeed()).withBroader(charter.broader());
            decisions.put(scope, charter.cite(Decider.decide(policy, scope, scope == Scope.KEY_SHARE
                ? facts.withRound(new RoundFacts("simulated", Set.of(card.id()))) : facts)));
        }
        return decisions;
    }
}

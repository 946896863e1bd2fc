package eu.bocage.connector.agreement;

import eu.bocage.compute.Card;
import eu.bocage.connector.member.Project;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Promise;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Requester;
import eu.bocage.policies.RoundFacts;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Tally;
import eu.bocage.policies.Zoning;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a requester would be allowed to do with a dataset, at each moment: a member, by what it has signed; or an
 * invented one, who is taken to own the project and to have adhered. Either, if so wished, as if it had promised.
 * Decides by {@link Decider} as everything does; changes
 * nothing and spends nothing.
 *
 * @param requester who would ask
 * @param signed    what it has signed
 * @param promised  whether it would have signed what the offer asks to promise
 * @param zoning    the finest level of places in its question
 * @param spent     what the books say
 */
public record Simulation(Requester requester, Signed signed, boolean promised, Zoning zoning, Spent spent) {

    /**
     * What a requester has signed, and what was voted on its request.
     *
     * @param adheres whether it may make agreements under the charter in force
     */
    public record Signed(boolean adheres, Set<Promise> promises, Optional<Tally> tally) {

        /** Of somebody invented. */
        public static final Signed INVENTED = new Signed(true, Set.of(), Optional.empty());
    }

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
            Set<Promise> promises = new HashSet<>(signed.promises());
            if (promised) {
                promises.addAll(policy.promises());
            }
            Set<String> held = signed.adheres() ? Set.of(charter.hash()) : Set.of();
            Facts plain = new Facts(now, held, Optional.of(requester), Optional.of(owned),
                scope.asks() ? Optional.of(question) : Optional.empty())
                .withPromises(promises).withSpent(spent).withRevoked(false)
                .withExceptionalNeed(project.exceptionalNeed()).withBroader(charter.broader());
            Facts facts = signed.tally().map(plain::withTally).orElse(plain);
            Decision decision = Decider.decide(policy, scope, scope == Scope.KEY_SHARE
                ? facts.withRound(new RoundFacts("simulated", Set.of(card.id()))) : facts);
            decisions.put(scope, charter.cite(signed.adheres() ? decision : Gate.explained(decision, charter)));
        }
        return decisions;
    }
}

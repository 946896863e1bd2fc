package eu.bocage.policies;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What somebody should know before signing: what will be checked, when and against what; what is only promised; and
 * what the charter asks for though no machine sees to it. Made by {@link Explain}.
 *
 * @param checks   every condition that nodes evaluate, in the order of the vocabulary
 * @param hidden   what is applied to the blurred answer
 * @param promises what the requester signs and no node can check
 * @param people   clauses that people and courts see to, or that each member promised by adhering
 */
public record Explanation(List<Check> checks, List<Check> hidden, List<Check> promises, List<Clause> people) {

    public Explanation {
        checks = List.copyOf(checks);
        hidden = List.copyOf(hidden);
        promises = List.copyOf(promises);
        people = List.copyOf(people);
    }

    /** What a condition is compared with. */
    public enum Source {
        REGISTER("le registre signé des membres", "the signed register of members"),
        ADHERENCE("les adhésions signées à la charte", "the signed adherences to the charter"),
        PROJECT("le projet inscrit au registre", "the project in the register"),
        QUESTION("la question, que le nœud lit lui-même", "the question, which the node reads itself"),
        BOOKS("le compte que tient le nœud", "the account that the node keeps"),
        LEDGER("le journal du nœud", "the node's ledger"),
        CLOCK("l'horloge du nœud", "the node's clock"),
        COMMITTEE("les votes signés du comité", "the committee's signed votes"),
        PROMISE("la promesse signée par le demandeur, sans plus", "the requester's signed promise, and no more"),
        ANSWER("la réponse brouillée, une fois la dépense faite", "the blurred answer, once the cost is spent");

        private final Words words;

        Source(String french, String english) {
            words = new Words(french, english);
        }

        public Words words() {
            return words;
        }
    }

    /**
     * One condition of the policy.
     *
     * @param condition in plain words; several lines where it is made of several conditions
     * @param terms     the terms in it
     * @param forbids   whether asking is forbidden where it holds, instead of allowed
     * @param since     the moment from which it counts in full, and at every later one
     * @param sources   what it is compared with
     * @param clauses   the charter's clauses behind its terms; may be none
     */
    public record Check(Words condition, Set<Term> terms, boolean forbids, Scope since, Set<Source> sources,
                        List<Clause> clauses) {

        public Check {
            Objects.requireNonNull(condition, "condition");
            terms = Set.copyOf(terms);
            Objects.requireNonNull(since, "since");
            sources = Set.copyOf(sources);
            clauses = List.copyOf(clauses);
        }
    }

    /** The same as a text, by moment. */
    public Words words() {
        return ExplanationWords.of(this);
    }
}

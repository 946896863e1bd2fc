package eu.bocage.connector.agreement;

import eu.bocage.compute.Card;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Facts;
import eu.bocage.policies.InvalidDocument;
import eu.bocage.policies.Operator;
import eu.bocage.policies.OutputRules;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Promise;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Reason;
import eu.bocage.policies.Requester;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides policies, for EDC's scopes and for queries. The only caller of {@link Decider}.
 *
 * <p>Every fact comes from what the trust anchor signed, from the node's clock, or from the node's own reading of the
 * question; none from a counterpart's word. What is not known, such as a suspended member, a closed register or an
 * unregistered project, is left out, and a term that needs it denies.
 *
 * <p>Thread-safe. Blocks for at most three seconds, when a member or project is unknown.
 */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Territory territory;
    private final InstantSource clock;
    private volatile Read read;

    public Gate(Territory territory, InstantSource clock) {
        this.territory = territory;
        this.clock = clock;
    }

    /** Decides where no question is asked. */
    public Decision decide(Policy policy, Scope scope, Did requester) {
        return decide(policy, scope, requester, Optional.empty());
    }

    /** Decides at {@link Scope#QUERY}. */
    public Decision decide(Policy policy, Did requester, QuestionFacts question) {
        return decide(policy, Scope.QUERY, requester, Optional.of(question));
    }

    /**
     * Decides a question by what was agreed and by what charter, card and project allow today. Either alone refuses,
     * with all reasons of both, and the greater least group counts: a card that was narrowed binds every agreement that
     * was made before, at once.
     */
    public Decision decide(Policy agreed, Card card, Did requester, QuestionFacts question) {
        Decision before = decide(agreed, requester, question);
        Decision today = project(agreed).flatMap(territory::project)
            .flatMap(project -> charter().map(charter -> today(charter, card, project, requester, question)))
            .orElse(before);
        return both(before, today);
    }

    private Decision today(Charter charter, Card card, Project project, Did requester, QuestionFacts question) {
        try {
            return decide(policy(charter, card, project), requester, question);
        } catch (InvalidDocument e) {
            return new Decision.Denied(e.problems().stream().map(problem -> new Reason("policy", "",
                "la charte, la fiche et le projet n'admettent plus rien ensemble : " + problem.french(),
                "charter, card and project together allow nothing any more: " + problem.english())).toList());
        }
    }

    private static Decision both(Decision one, Decision other) {
        if (one instanceof Decision.Permitted(OutputRules first, List<Promise> signed)
            && other instanceof Decision.Permitted(OutputRules second, List<Promise> more)) {
            return new Decision.Permitted(first.and(second), Stream.concat(signed.stream(), more.stream()).toList());
        }
        return new Decision.Denied(Stream.of(one, other)
            .flatMap(decision -> switch (decision) {
                case Decision.Denied(List<Reason> reasons) -> reasons.stream();
                case Decision.NeedsApproval needed -> needed.reasons().stream();
                case Decision.Permitted permitted -> Stream.empty();
            })
            .distinct().toList());
    }

    /** What charter, card and project allow together. @throws InvalidDocument when that is nothing */
    static Policy policy(Charter charter, Card card, Project project) {
        return Compiler.compile(charter, new DatasetTerms(card.id(),
            Zoning.valueOf(card.finestZoning().toUpperCase(Locale.ROOT)), card.purposes(), card.minimumGroup(),
            card.measures(), card.keys()), terms(project));
    }

    /** The one project that a policy is for; empty when it names none, or more than one. */
    public static Optional<String> project(Policy policy) {
        return named(policy, Term.PROJECT);
    }

    /** The one value that a policy demands for a term; empty when it names none, or more than one. */
    static Optional<String> named(Policy policy, Term term) {
        Set<List<String>> named = policy.permissions().stream()
            .flatMap(rule -> rule.direct().stream())
            .filter(constraint -> constraint.term().equals(term.iri()))
            .map(constraint -> constraint.operator() == Operator.EQ ? constraint.values() : List.<String>of())
            .collect(Collectors.toSet());
        return named.size() == 1 && named.iterator().next().size() == 1
            ? Optional.of(named.iterator().next().getFirst())
            : Optional.empty();
    }

    /** The charter in force; empty while there is none, or one that this program does not understand. */
    public Optional<Charter> charter() {
        Optional<SignedCharter> signed = territory.charter();
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        Read last = read;
        if (last == null || !last.hash().equals(signed.get().hash())) {
            last = new Read(signed.get().hash(), read(signed.get()));
            read = last;
        }
        return last.charter();
    }

    private Decision decide(Policy policy, Scope scope, Did requester, Optional<QuestionFacts> question) {
        Optional<Charter> charter = charter();
        Decision decision = Decider.decide(policy, scope, new Facts(clock.instant(),
            charter.map(Charter::hash).map(Set::of).orElse(Set.of()),
            requester(requester), project(policy).flatMap(territory::project).map(Gate::terms), question));
        return charter.map(inForce -> inForce.cite(decision)).orElse(decision);
    }

    private static Optional<Charter> read(SignedCharter signed) {
        try {
            return Optional.of(Charter.fromJson(signed.json()));
        } catch (InvalidDocument e) {
            LOG.error("The charter in force cannot be applied, so everything is denied: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A charter that was read, so that it is read once. */
    private record Read(String hash, Optional<Charter> charter) {
    }

    private static ProjectTerms terms(Project project) {
        return new ProjectTerms(project.id(), project.owner().text(), project.purposes(), project.from(),
            project.until());
    }

    private Optional<Requester> requester(Did did) {
        if (!(territory.standing(did) instanceof Standing.Active(Member member))) {
            return Optional.empty();
        }
        return Optional.of(new Requester(did.text(), member.roles(), member.labels(), member.college(),
            member.profile().jurisdiction(), member.profile().hostJurisdiction()));
    }
}

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
import eu.bocage.policies.RoundFacts;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides policies, for EDC's scopes and for queries: the node's only caller of {@link Decider}, beside
 * {@link Simulation}, which decides for somebody invented. {@link #permits} is {@link #decide} without the reasons, on
 * the same facts: for catalogues, where nobody is told why an offer is not shown.
 *
 * <p>Every fact comes from what the trust anchor signed, from the node's clock, or from the node's own reading of the
 * question; none from a counterpart's word. What is not known, such as a suspended member, a closed register or an
 * unregistered project, is left out, and a term that needs it denies.
 *
 * <p><b>Which charter.</b> A new agreement (catalogue, negotiation) is decided under the charter in force, and only for
 * a requester who adhered to it. What was agreed (transfer, query) is decided under the version that the agreement
 * names, until that version's stated end, whatever the trust anchor has signed since.
 *
 * <p>Thread-safe. Blocks for at most three seconds, when a member or project is unknown.
 */
public final class Gate {

    /** The label by which the trust anchor says that a member offers data of its own. */
    public static final String CONTRIBUTOR = "contributor";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Territory territory;
    private final Evidence evidence;
    private final InstantSource clock;
    /** Each signed version that was met, read once. */
    private final Map<String, Optional<Charter>> read = new ConcurrentHashMap<>();

    /** A gate to which nobody has signed anything beside the territory's documents. */
    public Gate(Territory territory, InstantSource clock) {
        this(territory, Evidence.NONE, clock);
    }

    public Gate(Territory territory, Evidence evidence, InstantSource clock) {
        this.territory = territory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Decides where no question is asked. */
    public Decision decide(Policy policy, Scope scope, Did requester) {
        return decide(policy, scope, Occasion.of(requester));
    }

    /** Decides where no question is asked. */
    public Decision decide(Policy policy, Scope scope, Occasion occasion) {
        return decide(policy, scope, occasion, Asked.NOTHING);
    }

    /** Whether {@link #decide(Policy, Scope, Occasion)} permits. */
    public boolean permits(Policy policy, Scope scope, Occasion occasion) {
        return Decider.permits(policy, scope, known(policy, scope, occasion, Asked.NOTHING).facts());
    }

    /** Decides at {@link Scope#QUERY}. */
    public Decision decide(Policy policy, Did requester, QuestionFacts question) {
        return decide(policy, Scope.QUERY, Occasion.of(requester), Asked.of(question, Spent.UNKNOWN));
    }

    /**
     * Decides at {@link Scope#KEY_SHARE}, whether this node helps to open the sum of a joint computation. Either the
     * round or the question alone refuses.
     */
    public Decision decide(Policy policy, Occasion occasion, QuestionFacts question, Spent spent, RoundFacts round) {
        return decide(policy, Scope.KEY_SHARE, occasion,
            new Asked(Optional.of(question), spent, Optional.of(round)));
    }

    /**
     * Decides a question by what was agreed and by what the agreement's charter, today's card and today's project allow
     * together. Either alone refuses, with all reasons of both, and the greater least group counts: a card that was
     * narrowed binds every agreement that was made before, at once; a new charter binds those only that are made under
     * it.
     */
    public Decision decide(Agreement agreement, Card card, QuestionFacts question, Spent spent) {
        Policy agreed = agreement.policy();
        Occasion occasion = Occasion.of(agreement);
        Asked asked = Asked.of(question, spent);
        Decision before = decide(agreed, Scope.QUERY, occasion, asked);
        Decision today = project(agreed).flatMap(territory::project)
            .flatMap(project -> charter(agreed).map(charter -> today(charter, card, project,
                policy -> decide(policy, Scope.QUERY, occasion, asked))))
            .orElse(before);
        return both(before, today);
    }

    private static Decision today(Charter charter, Card card, Project project, Function<Policy, Decision> decide) {
        try {
            return decide.apply(policy(charter, card, project));
        } catch (InvalidDocument e) {
            return new Decision.Denied(e.problems().stream().map(problem -> new Reason("policy", "",
                "la charte, la fiche et le projet n'admettent plus rien ensemble : " + problem.french(),
                "charter, card and project together allow nothing any more: " + problem.english())).toList());
        }
    }

    /** What is asked, where something is. */
    private record Asked(Optional<QuestionFacts> question, Spent spent, Optional<RoundFacts> round) {

        static final Asked NOTHING = new Asked(Optional.empty(), Spent.UNKNOWN, Optional.empty());

        static Asked of(QuestionFacts question, Spent spent) {
            return new Asked(Optional.of(question), spent, Optional.empty());
        }
    }

    private static Decision both(Decision one, Decision other) {
        if (one instanceof Decision.Permitted(OutputRules first, List<Promise> signed)
            && other instanceof Decision.Permitted(OutputRules second, List<Promise> more)) {
            return new Decision.Permitted(first.and(second), Stream.concat(signed.stream(), more.stream()).toList());
        }
        if (!(one instanceof Decision.Denied) && !(other instanceof Decision.Denied)) {
            List<Decision.NeedsApproval> needed = Stream.of(one, other).filter(Decision.NeedsApproval.class::isInstance)
                .map(Decision.NeedsApproval.class::cast).toList();
            return new Decision.NeedsApproval(
                needed.stream().flatMap(each -> each.what().stream()).distinct().toList(),
                needed.stream().flatMap(each -> each.reasons().stream()).distinct().toList());
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

    /** The hash of the one charter that a policy is under; empty when it names none, or more than one. */
    public static Optional<String> charterHash(Policy policy) {
        return named(policy, Term.CHARTER);
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
        return territory.charter().flatMap(this::read);
    }

    /**
     * The charter that an agreement was made under, for as long as it holds: a version that the trust anchor signed, in
     * force now or before, whose stated end is not over.
     */
    public Optional<Charter> charter(Policy agreed) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return named(agreed, Term.CHARTER).flatMap(territory.charters()::find)
            .filter(signed -> !signed.expired(today)
                && signed.version() <= territory.charter().map(SignedCharter::version).orElse(0L))
            .flatMap(this::read);
    }

    /**
     * The most that one question may have cost under any version of the charter that the trust anchor ever signed, as
     * far as this node has them, micro-rho; empty while there is none, or one that this program does not understand.
     */
    public OptionalLong dearest() {
        List<Optional<Charter>> all = territory.signedCharters().stream().map(this::read).toList();
        return all.stream().allMatch(Optional::isPresent)
            ? all.stream().flatMap(Optional::stream).mapToLong(charter -> charter.budget().perRequest()).max()
            : OptionalLong.empty();
    }

    private Decision decide(Policy policy, Scope scope, Occasion occasion, Asked asked) {
        Known known = known(policy, scope, occasion, asked);
        Decision decision = Decider.decide(policy, scope, known.facts());
        return known.charter().or(this::charter)
            .map(charter -> charter.cite(known.late() ? explained(decision, charter) : decision)).orElse(decision);
    }

    /** What is known when a policy is decided. @param late whether the requester has still to adhere */
    private record Known(Optional<Charter> charter, boolean late, Facts facts) {
    }

    private Known known(Policy policy, Scope scope, Occasion occasion, Asked asked) {
        Optional<Charter> charter = isNew(scope) ? charter() : charter(policy);
        boolean late = isNew(scope) && late(occasion.requester());
        Set<String> held = charter.filter(known -> !late).map(Charter::hash).map(Set::of).orElse(Set.of());
        Facts facts = signed(policy, occasion, new Facts(clock.instant(), held, requester(occasion.requester()),
            project(policy).flatMap(territory::project).map(Gate::terms), asked.question()).withSpent(asked.spent())
            .withFormer(isNew(scope) ? Set.of() : held).withBroader(charter.map(Charter::broader).orElse(Map.of())));
        return new Known(charter, late, asked.round().map(facts::withRound).orElse(facts));
    }

    /** With what is signed and written down about the occasion. */
    private Facts signed(Policy policy, Occasion occasion, Facts plain) {
        Optional<String> project = project(policy);
        Facts known = project.flatMap(territory::project).map(Project::exceptionalNeed).map(plain::withExceptionalNeed)
            .orElse(plain);
        Facts facts = occasion.agreement().map(evidence::revoked).map(known::withRevoked).orElse(known);
        Optional<String> charter = named(policy, Term.CHARTER);
        if (occasion.dataset().isEmpty() || project.isEmpty() || charter.isEmpty()) {
            return facts;
        }
        String dataset = occasion.dataset().get();
        Facts promised = facts.withPromises(evidence.promises(occasion.requester(), dataset, project.get(),
            charter.get()));
        return evidence.tally(occasion.requester(), dataset, project.get(), charter.get()).map(promised::withTally)
            .orElse(promised);
    }

    /** Whether an agreement is still to be made at that moment. */
    private static boolean isNew(Scope scope) {
        return scope == Scope.CATALOGUE || scope == Scope.NEGOTIATION;
    }

    /** Whether a member has not adhered to the charter in force. */
    private boolean late(Did did) {
        return territory.standing(did) instanceof Standing.Active(Member member) && !territory.adheres(member);
    }

    /** The decision with the words for who has still to adhere, in place of those for a former charter. */
    private static Decision explained(Decision decision, Charter held) {
        if (!(decision instanceof Decision.Denied(List<Reason> reasons))) {
            return decision;
        }
        return new Decision.Denied(reasons.stream().map(reason -> !reason.term().equals(Term.CHARTER.key()) ? reason
            : new Reason(reason.term(), reason.clause(),
                "Le demandeur n'a pas adhéré à la version " + held.version() + " de la charte, en vigueur. Lancez"
                    + " « bocage adhere » sur son nœud et remettez le fichier à l'ancre de confiance.",
                "The requester has not adhered to version " + held.version() + " of the charter, which is in force."
                    + " Run \"bocage adhere\" at its node and hand the file to the trust anchor.")).toList());
    }

    /** A signed version as it is applied; empty when this program does not understand it. */
    public Optional<Charter> read(SignedCharter signed) {
        return read.computeIfAbsent(signed.hash(), hash -> {
            try {
                return Optional.of(Charter.fromJson(signed.json()));
            } catch (InvalidDocument e) {
                LOG.error("Version {} of the charter cannot be applied, so everything under it is denied: {}",
                    signed.version(), e.getMessage());
                return Optional.empty();
            }
        });
    }

    private static ProjectTerms terms(Project project) {
        return new ProjectTerms(project.id(), project.owner().text(), project.purposes(), project.from(),
            project.until());
    }

    private Optional<Requester> requester(Did did) {
        return territory.standing(did) instanceof Standing.Active(Member member) ? Optional.of(requester(member))
            : Optional.empty();
    }

    /** What the register says about a member. */
    public static Requester requester(Member member) {
        return new Requester(member.did().text(), member.roles(), member.labels(), member.college(),
            member.profile().jurisdiction(), member.profile().hostJurisdiction(),
            Optional.of(member.labels().contains(CONTRIBUTOR)));
    }
}

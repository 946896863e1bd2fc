package eu.bocage.policies;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One understood constraint with its operand at hand. */
final class Atom implements Node {

    /** Past any hierarchy that a charter can hold, so that a forged circle ends. */
    private static final int DEEPEST_PURPOSE = 64;

    private static final long DAY = 24 * 60 * 60;

    private final Term term;
    private final Constraint constraint;
    private final Operator operator;
    private final Set<String> values;
    private final String value;
    private final long number;
    private final Optional<Zoning> zoning;
    private final List<Approval> approvals;

    /** @param constraint well-formed for the term */
    Atom(Term term, Constraint constraint) {
        this.term = term;
        this.constraint = constraint;
        this.operator = constraint.operator();
        this.values = Set.copyOf(constraint.values());
        this.value = constraint.values().getFirst();
        this.number = switch (term.type()) {
            case NUMBER, COUNT, PERCENT -> Long.parseLong(value);
            case DAY -> LocalDate.parse(value).toEpochDay();
            default -> 0;
        };
        this.zoning = Zoning.of(value);
        this.approvals = term == Term.APPROVAL
            ? constraint.values().stream().map(Approval::of).flatMap(Optional::stream).toList() : List.of();
    }

    Term term() {
        return term;
    }

    Constraint constraint() {
        return constraint;
    }

    long number() {
        return number;
    }

    List<Approval> approvals() {
        return approvals;
    }

    @Override
    public Truth judge(Moment moment, boolean forbidding) {
        if (!term.judgedAt(moment.scope())) {
            return Truth.LATER;
        }
        Facts facts = moment.facts();
        return switch (term) {
            case CHARTER -> Truth.of(moment.holds(value));
            case PROJECT -> project(moment);
            case PURPOSE -> purpose(moment, forbidding);
            case TERM, EMBARGO -> ordered(moment.today());
            case ROLE -> facts.requester().map(who -> held(who.roles())).orElse(Truth.UNKNOWN);
            case LABEL -> facts.requester().map(who -> held(who.labels())).orElse(Truth.UNKNOWN);
            case COLLEGE -> known(facts.requester().map(Requester::college));
            case JURISDICTION -> known(facts.requester().map(Requester::jurisdiction));
            case HOST_JURISDICTION -> known(facts.requester().map(Requester::hostJurisdiction));
            case RECIPROCITY -> flag(facts.requester().flatMap(Requester::hasContributed));
            case EXCEPTIONAL_NEED -> flag(facts.exceptionalNeed());
            case NOT_REVOKED -> flag(facts.revoked().map(revoked -> !revoked));
            case APPROVAL -> facts.tally().map(tally -> approval(moment, tally)).orElse(Truth.PENDING);
            case NO_COMMERCIAL_USE, NO_REIDENTIFICATION, ATTRIBUTION, FEE, RETENTION, ONWARD_SHARING, PUBLICATION ->
                promised(facts).isPresent() ? Truth.TRUE : Truth.UNKNOWN;
            // applied to the answer: OutputRules carries it
            case MINIMUM_GROUP, DOMINANCE -> Truth.TRUE;
            case FINEST_ZONING, BUDGET_PER_REQUEST, BUDGET_PER_PROJECT, BUDGET_PER_UNIT_SPACE, REQUESTS_PER_DAY,
                MEASURES, KEYS, COLUMNS, FUNCTIONS, NO_JOIN_WITH, AGGREGATE_ONLY ->
                facts.question().isPresent() ? question(moment, facts.question().get(), forbidding) : Truth.UNKNOWN;
        };
    }

    @Override
    public boolean judgedAt(Scope scope) {
        return term.judgedAt(scope);
    }

    /** The signed promise by which an attested term holds. */
    Optional<Promise> promised(Facts facts) {
        for (Promise promise : facts.promises()) {
            if (promise.term() == term && keeps(promise.value())) {
                return Optional.of(promise);
            }
        }
        return Optional.empty();
    }

    /** What keeps an attested term with nothing to spare. */
    Promise promise() {
        return new Promise(term, value);
    }

    /** Whether votes are wanting and it is too late to cast them. */
    boolean late(Moment moment, Tally tally) {
        for (Approval approval : approvals) {
            if (!approval.given(tally.of(approval.college()))
                && moment.facts().now().getEpochSecond() - tally.opened().getEpochSecond() >= approval.days() * DAY) {
                return true;
            }
        }
        return false;
    }

    private Truth question(Moment moment, QuestionFacts asked, boolean forbidding) {
        Spent spent = moment.facts().spent();
        return switch (term) {
            case FINEST_ZONING -> Truth.of(asked.zoning().notFinerThan(zoning.orElseThrow())
                && (operator == Operator.GTEQ || asked.zoning() != zoning.orElseThrow()));
            case BUDGET_PER_REQUEST -> ordered(asked.costMicroRho());
            case BUDGET_PER_PROJECT -> total(spent.byProject(), asked.costMicroRho());
            case BUDGET_PER_UNIT_SPACE -> total(spent.byUnitSpace(), asked.costMicroRho());
            case REQUESTS_PER_DAY -> total(spent.requestsToday().map(Integer::longValue), 1);
            case MEASURES -> used(asked.measures(), forbidding);
            case KEYS -> used(asked.keys(), forbidding);
            case COLUMNS -> used(asked.columns(), forbidding);
            case FUNCTIONS -> used(asked.functions(), forbidding);
            case NO_JOIN_WITH -> joined(moment, asked, forbidding);
            // a question can ask for nothing but aggregates
            default -> Truth.TRUE;
        };
    }

    private Truth project(Moment moment) {
        Optional<ProjectTerms> known = moment.facts().project();
        if (known.isEmpty()) {
            return Truth.UNKNOWN;
        }
        ProjectTerms project = known.get();
        if (!project.id().equals(value) || !moment.reached(project.from()) || moment.past(project.until())) {
            return Truth.FALSE;
        }
        return moment.facts().requester().map(who -> Truth.of(who.did().equals(project.owner())))
            .orElse(Truth.UNKNOWN);
    }

    /** Where nothing is asked yet, one of the project's purposes suffices, and a prohibition must meet them all. */
    private Truth purpose(Moment moment, boolean forbidding) {
        Facts facts = moment.facts();
        if (moment.scope().asks()) {
            return facts.question().map(asked -> kind(asked.purpose(), facts.broader())).orElse(Truth.UNKNOWN);
        }
        if (facts.project().isEmpty()) {
            return Truth.UNKNOWN;
        }
        Truth all = forbidding ? Truth.TRUE : Truth.FALSE;
        for (String purpose : facts.project().get().purposes()) {
            Truth one = kind(purpose, facts.broader());
            all = forbidding ? all.and(one) : all.or(one);
        }
        return all;
    }

    private Truth kind(String fact, Optional<Map<String, String>> broader) {
        if (operator != Operator.IS_A) {
            return one(fact);
        }
        if (fact.equals(value)) {
            return Truth.TRUE;
        }
        return broader.map(tree -> Truth.of(within(fact, value, tree))).orElse(Truth.UNKNOWN);
    }

    /** Whether a purpose is another one or narrower. */
    static boolean within(String narrow, String wide, Map<String, String> broader) {
        String purpose = narrow;
        for (int i = 0; i < DEEPEST_PURPOSE && purpose != null; i++) {
            if (purpose.equals(wide)) {
                return true;
            }
            purpose = broader.get(purpose);
        }
        return false;
    }

    private Truth known(Optional<String> fact) {
        return fact.filter(text -> !text.isBlank()).map(this::one).orElse(Truth.UNKNOWN);
    }

    private Truth one(String fact) {
        return Truth.of(switch (operator) {
            case NEQ, IS_NONE_OF -> !values.contains(fact);
            default -> values.contains(fact);
        });
    }

    private Truth ordered(long fact) {
        return Truth.of(compare(fact));
    }

    private boolean compare(long fact) {
        return switch (operator) {
            case LTEQ -> fact <= number;
            case LT -> fact < number;
            case GTEQ -> fact >= number;
            case GT -> fact > number;
            case NEQ -> fact != number;
            default -> fact == number;
        };
    }

    private Truth held(Set<String> facts) {
        return Truth.of(switch (operator) {
            case IS_ALL_OF, HAS_PART -> facts.containsAll(values);
            case NEQ, IS_NONE_OF -> none(facts);
            default -> !none(facts);
        });
    }

    private boolean none(Set<String> facts) {
        for (String fact : facts) {
            if (values.contains(fact)) {
                return false;
            }
        }
        return true;
    }

    private Truth used(Optional<Set<String>> facts, boolean forbidding) {
        return facts.isPresent() ? used(facts.get(), forbidding) : Truth.UNKNOWN;
    }

    /** No name is spelt like {@link Term#NONE}, so a question that uses it can only be forged. */
    private Truth used(Set<String> facts, boolean forbidding) {
        boolean wanted = operator != Operator.NEQ && operator != Operator.IS_NONE_OF;
        for (String fact : facts) {
            boolean fits = values.contains(fact) == wanted;
            if (forbidding ? fits || fact.equals(Term.NONE) : !fits || fact.equals(Term.NONE)) {
                return Truth.of(forbidding);
            }
        }
        return Truth.of(!forbidding);
    }

    private Truth joined(Moment moment, QuestionFacts asked, boolean forbidding) {
        Truth alone = used(asked.joinedWith(), forbidding);
        if (moment.scope() != Scope.KEY_SHARE) {
            return alone;
        }
        Truth together = used(moment.facts().round().map(RoundFacts::datasets), forbidding);
        return forbidding ? alone.or(together) : alone.and(together);
    }

    private Truth total(Optional<Long> before, long more) {
        return before.map(spent -> {
            long sum = spent + more;
            return ordered((spent ^ sum) < 0 && (more ^ sum) < 0 ? Long.MAX_VALUE : sum);
        }).orElse(Truth.UNKNOWN);
    }

    private Truth approval(Moment moment, Tally tally) {
        if (tally.given(approvals)) {
            return Truth.TRUE;
        }
        if (tally.refusal(approvals).isPresent()) {
            return Truth.FALSE;
        }
        for (Approval approval : approvals) {
            if (!approval.given(tally.of(approval.college()))) {
                return late(moment, tally) ? Truth.FALSE : Truth.PENDING;
            }
        }
        return Truth.TRUE;
    }

    private boolean keeps(String promise) {
        return term.type() == ValueType.NUMBER || term.type() == ValueType.COUNT ? compare(Long.parseLong(promise))
            : promise.equals(value);
    }

    private static Truth flag(Optional<Boolean> fact) {
        return fact.map(Truth::of).orElse(Truth.UNKNOWN);
    }
}

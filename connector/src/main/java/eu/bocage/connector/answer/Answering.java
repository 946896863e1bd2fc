package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.Preview;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Question;
import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.dataset.StoppedException;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decision;
import eu.bocage.policies.OutputRules;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Reason;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Zoning;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's side of a question: token, policy, debit, ledger, noise, receipt.
 *
 * <p><b>What holds.</b> No question is computed without a token of a running transfer, its agreement, the signature of
 * that agreement's consumer as an active member, a decision by the agreement and by the charter and card in force, a
 * debit and a ledger entry, in this order; each missing one refuses. Refusals and errors have fixed forms that depend
 * on the question, the charter, the card and the books, never on a row; what fails because of rows stays charged. From
 * the token on, replies leave at multiples of the slot after receipt, refusals too, so that time tells whole slots of
 * work and nothing finer.
 *
 * <p>Computing runs on a bounded pool of platform threads; when too many wait, a question is refused before it is
 * charged. One member's requests are bounded by the minute; those beyond are refused once their signature is checked,
 * and leave no entry, so that nobody makes the ledger grow faster. See {@link Desk} for what a crash does. Thread-safe.
 */
public final class Answering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int PREVIEWS_A_MINUTE = 60;
    private static final Spent NOTHING = new Spent(Optional.of(0L), Optional.of(0L), Optional.of(0));

    private final Did self;
    private final Territory territory;
    private final Agreements agreements;
    private final AccessGrants grants;
    private final Gate gate;
    private final Datasets datasets;
    private final Budgets budgets;
    private final Ledger ledger;
    private final Reconciliation reconciliation;
    private final Slot slot;
    private final InstantSource clock;
    private final Desk desk;
    private final Rate questions;
    private final Rate previews;

    /**
     * @param slot      answers leave at multiples of this after receipt, or of a longer one, see {@link Slot}
     * @param perMinute questions of one member, new ones and repeated ones, 1 or more
     */
    public Answering(Did self, NodeKeys keys, Territory territory, Agreements agreements, AccessGrants grants,
                     Gate gate, Datasets datasets, Budgets budgets, Ledger ledger, Reconciliation reconciliation,
                     Database database, Duration slot, int perMinute, InstantSource clock) {
        this(self, territory, agreements, grants, gate, datasets, budgets, ledger, reconciliation, slot, perMinute,
            clock, new Desk(self, keys, datasets, budgets, ledger, database, clock, Computing.real(), new Workers()));
    }

    Answering(Did self, Territory territory, Agreements agreements, AccessGrants grants, Gate gate,
              Datasets datasets, Budgets budgets, Ledger ledger, Reconciliation reconciliation, Duration slot,
              int perMinute, InstantSource clock, Desk desk) {
        this.self = self;
        this.territory = territory;
        this.agreements = agreements;
        this.grants = grants;
        this.gate = gate;
        this.datasets = datasets;
        this.budgets = budgets;
        this.ledger = ledger;
        this.reconciliation = reconciliation;
        this.slot = new Slot(slot, new SecureRandom());
        this.clock = clock;
        this.desk = desk;
        this.questions = new Rate(perMinute, Duration.ofMinutes(1), clock);
        this.previews = new Rate(PREVIEWS_A_MINUTE, Duration.ofMinutes(1), clock);
    }

    /** Finishes, or closes as charged, what a crash left between reservation and answer. Call before answering. */
    public void recover() {
        desk.recover();
    }

    /**
     * Answers what a consumer's node sent to {@code POST /query}. Blocks until the time slot.
     *
     * @param bearer the transfer's token
     * @param body   an envelope of {@link Messages#REQUEST}
     */
    public Reply answer(String bearer, byte[] body) {
        return handle(Messages.REQUEST, questions, bearer, body, one -> answer(one, this::order));
    }

    /**
     * Answers once more what was sent to {@link #answer}, at {@code POST /again}: as that does, but never charges. What
     * is not charged under the data and rules in force, since either changed meanwhile, is refused.
     */
    public Reply again(String bearer, byte[] body) {
        return handle(Messages.REQUEST, questions, bearer, body, one -> answer(one, this::charged));
    }

    /**
     * Tells what a consumer's node asked at {@code POST /preview}: what a question would cost and how good its answer
     * would be. Charges nothing, records nothing and opens no rows: it is decided as a question is, and depends on
     * card, charter, books and answers that the project already has.
     *
     * @param bearer the transfer's token
     * @param body   an envelope of {@link Messages#PREVIEW}
     */
    public Reply preview(String bearer, byte[] body) {
        return handle(Messages.PREVIEW, previews, bearer, body, this::preview);
    }

    @Override
    public void close() {
        desk.close();
    }

    /**
     * @param status     of HTTP
     * @param content    JSON, UTF-8; long for an answer alone
     * @param retryAfter seconds until it is worth asking, or 0
     * @param asker      DID of the member that an answer goes to; empty without one
     */
    public record Reply(int status, Body content, long retryAfter, String asker) {

        Reply(int status, byte[] body) {
            this(status, Body.of(body), 0, "");
        }

        byte[] body() {
            return content.bytes();
        }
    }

    private interface Work {
        Reply on(Understood understood);
    }

    /** A question that could be read, of somebody who may ask it under an agreement. */
    private record Understood(Agreement agreement, Question question, Published dataset, Charter charter,
                              Charged.Asker asker) {
    }

    private Reply handle(Tag kind, Rate rate, String bearer, byte[] body, Work work) {
        long received = System.nanoTime();
        if (!(Envelope.parse(kind, body) instanceof Opened.Valid<Envelope>(Envelope request))) {
            return Refusal.MALFORMED.reply();
        }
        Optional<String> agreement = grants.agreement(bearer);
        if (agreement.isEmpty()) {
            return Refusal.TOKEN.reply();
        }
        Slot leaving = slot;
        try {
            Understood one = understood(agreement.get(), request, kind, rate);
            leaving = slot.of(one.dataset().card());
            return work.on(one);
        } catch (RefusedException e) {
            return e.refusal().reply();
        } catch (StoppedException e) {
            return Refusal.FAILED.reply();
        } catch (RuntimeException e) {
            LOG.error("A question could not be handled", e);
            return (ledger.missing().isPresent() ? Refusal.RESTORED : Refusal.FAILED).reply();
        } finally {
            leaving.await(received);
        }
    }

    private Understood understood(String granted, Envelope envelope, Tag kind, Rate rate) {
        Agreement agreement = agreements.find(granted).filter(found -> found.provider().equals(self))
            .orElseThrow(() -> new RefusedException(Refusal.AGREEMENT));
        Request request = request(agreement, envelope, kind);
        Duration wait = rate.wait(agreement.consumer().text());
        if (!wait.isZero()) {
            throw new RefusedException((rate == previews ? Refusal.PREVIEWS : Refusal.QUESTIONS).after(wait));
        }
        if (!request.agreement().equals(agreement.id())) {
            throw new RefusedException(Refusal.AGREEMENT);
        }
        if (ledger.missing().isPresent()) {
            throw new RefusedException(Refusal.RESTORED);
        }
        request.receipt().ifPresent(reconciliation::look);
        Instant now = clock.instant();
        if (Duration.between(request.at(), now).abs().compareTo(FRESH) > 0) {
            throw new RefusedException(Refusal.STALE);
        }
        Published dataset = datasets.find(agreement.dataset())
            .orElseThrow(() -> new RefusedException(Refusal.DATASET));
        Charter charter = gate.charter(agreement.policy())
            .orElseThrow(() -> new RefusedException(withoutCharter(agreement)));
        return new Understood(agreement, Reading.question(request.question(), dataset, charter),
            dataset, charter,
            new Charged.Asker(agreement.id(), agreement.consumer().text(), charter.hash(), envelope.hash()));
    }

    private Reply answer(Understood one, Function<Understood, Desk.Order> order) {
        try {
            return serve(order.apply(one));
        } catch (RefusedException e) {
            if (e.refusal().status() < 500) {
                record(e.refusal(), one.question(), one.dataset(), one.asker());
            }
            throw e;
        }
    }

    /** Why nothing can be asked under an agreement whose charter does not hold any more. */
    private Refusal withoutCharter(Agreement agreement) {
        return gate.decide(agreement.policy(), Scope.TRANSFER, agreement.consumer())
            instanceof Decision.Denied(List<Reason> reasons) ? new Refusal(403, "policy", reasons) : Refusal.AGREEMENT;
    }

    private Reply preview(Understood one) {
        Desk.Order order = order(one);
        requireOpen(order);
        Budgets.Balance balance = budgets.balance(order.scope(), order.limits());
        Preview preview = Preview.of(one.question(), one.dataset().card(), order.disclosure(),
            new PrivacyLoss(Math.min(balance.leftTotal(), balance.leftProject()), balance.leftPicoDelta()),
            desk.released(order));
        ObjectNode body = Json.object().put("free", desk.answered(order));
        body.set("preview", Json.read(preview.json()));
        body.set("budget", budget(one.question().loss(), balance));
        return new Reply(200, Json.canonical(body));
    }

    private void requireOpen(Desk.Order order) {
        if (reconciliation.state(order.scope().place()) == Continuity.State.CLOSED) {
            throw new RefusedException(Refusal.RESTORED);
        }
    }

    /** The request, once its signer is the agreement's consumer, an active member, and signed it. */
    private Request request(Agreement agreement, Envelope envelope, Tag kind) {
        if (!envelope.signer().equals(agreement.consumer())
            || !(territory.standing(envelope.signer()) instanceof Standing.Active(Member member))
            || !(envelope.open(kind, member.verificationKey())
                instanceof Opened.Valid<ObjectNode>(ObjectNode payload))) {
            throw new RefusedException(Refusal.MEMBERSHIP);
        }
        try {
            return Request.of(payload);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    private Desk.Order order(Understood one) {
        Agreement agreement = one.agreement();
        Question question = one.question();
        Published dataset = one.dataset();
        QuestionFacts facts = new QuestionFacts(question.purpose(),
            Zoning.valueOf(question.zoning().toUpperCase(Locale.ROOT)), question.measures(), question.keys(),
            question.microRho(), Optional.of(columns(question)), Optional.of(question.functions()),
            Optional.of(Set.of()));
        Optional<Project> owned = Gate.project(agreement.policy()).flatMap(territory::project);
        Spent spent = owned.map(project -> budgets.spent(new Budgets.Scope(dataset.card().unitSpace(),
            dataset.card().period(), project.id()))).orElse(Spent.UNKNOWN);
        return switch (gate.decide(agreement, dataset.card(), facts, spent)) {
            case Decision.Denied(List<Reason> reasons) -> repeat(one, owned, facts, reasons);
            case Decision.NeedsApproval needed -> repeat(one, owned, facts, needed.reasons());
            case Decision.Permitted permitted -> {
                Desk.Order order = order(one, owned, permitted);
                Reading.requirePlan(question, order.disclosure());
                yield order;
            }
        };
    }

    /** No debit goes back, so what is charged here is not charged again when it is served. */
    private Desk.Order charged(Understood one) {
        Desk.Order order = order(one);
        if (!desk.charged(order)) {
            throw new RefusedException(Refusal.ANEW);
        }
        return order;
    }

    /**
     * The order of a question that would be refused if it were new, but was charged already under the rules by which
     * its answer is shown. It takes nothing from the books now, so it is decided as if nothing else was ever asked;
     * whatever else the policy says binds it as it binds a new one.
     */
    private Desk.Order repeat(Understood one, Optional<Project> owned, QuestionFacts facts, List<Reason> refused) {
        if (owned.filter(project -> desk.charged(project.id(), one.dataset(), one.question())).isPresent()
            && gate.decide(one.agreement(), one.dataset().card(), facts, NOTHING)
                instanceof Decision.Permitted permitted) {
            Desk.Order order = order(one, owned, permitted);
            if (desk.charged(order)) {
                Reading.requirePlan(one.question(), order.disclosure());
                return order;
            }
        }
        throw new RefusedException(new Refusal(403, "policy", refused));
    }

    private Desk.Order order(Understood one, Optional<Project> owned, Decision.Permitted permitted) {
        Project project = owned.orElseThrow(() -> new RefusedException(Refusal.AGREEMENT));
        return new Desk.Order(one.question(), one.dataset(), project.id(),
            one.dataset().card().disclosure().and(disclosure(permitted.rules())), one.asker(),
            limits(one.charter(), project), permitted.promises());
    }

    /** The budget lies on the units and not on an agreement: a charter in force that lowers it binds at once. */
    private Budgets.Limits limits(Charter agreed, Project project) {
        Budgets.Limits limits = Budgets.Limits.of(agreed, project.budgetPerMille());
        return gate.charter().map(now -> limits.and(Budgets.Limits.of(now, project.budgetPerMille()))).orElse(limits);
    }

    private static Set<String> columns(Question question) {
        Set<String> columns = new TreeSet<>(question.measures());
        columns.addAll(question.keys());
        return columns;
    }

    /** One unit is never more than all of a cell: a share of 100 % hides nothing. */
    private static Disclosure disclosure(OutputRules rules) {
        return new Disclosure(rules.minimumGroup(), rules.dominancePercent() % 100);
    }

    private Reply serve(Desk.Order order) {
        requireOpen(order);
        Desk.Served served = desk.serve(order);
        Budgets.Balance balance = budgets.balance(order.scope(), order.limits());
        ObjectNode budget = budget(served.cost(), balance).put("charged", served.charged());
        return new Reply(200, Body.of(List.of(Body.of(Json.bytes("{\"answer\":")), served.answer(),
            Body.of(Json.bytes(",\"budget\":" + Json.text(Json.canonical(budget)) + ",\"receipt\":"
                + Json.text(served.receipt().bytes()) + "}")))), 0, order.asker().consumer());
    }

    private static ObjectNode budget(PrivacyLoss cost, Budgets.Balance balance) {
        return Json.object().put("cost", cost.microRho()).put("picoDelta", cost.picoDelta())
            .put("leftTotal", balance.leftTotal()).put("leftProject", balance.leftProject())
            .put("leftToday", balance.leftToday())
            .put("fr", balance.french(cost)).put("en", balance.english(cost));
    }

    /** Refusals that follow from charter and books are part of the record; faults of the moment are not. */
    private void record(Refusal refusal, Question question, Published dataset, Charged.Asker asker) {
        ObjectNode content = Json.object().put("code", refusal.code()).put("agreement", asker.agreement())
            .put("consumer", asker.consumer()).put("charter", asker.charter()).put("request", asker.requestHash())
            .put("dataset", dataset.card().id()).put("question", question.hash());
        content.set("asked", Json.read(question.json()));
        refusal.reasons().forEach(reason -> content.withArray("reasons").addObject()
            .put("term", reason.term()).put("clause", reason.clause()).put("fr", reason.french())
            .put("en", reason.english()));
        ledger.append("refused", content);
    }
}

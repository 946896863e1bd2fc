package eu.bocage.connector.api;

import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.agreement.Revocations;
import eu.bocage.connector.answer.Asking;
import eu.bocage.connector.answer.Promising;
import eu.bocage.connector.answer.Reconciliation;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Pseudonyms;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.connector.web.LongBodies;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The management API on the private port, for the command line and, later, the console. Every call passes the
 * {@link Guard} first, also one to an address that does not exist.
 *
 * @param token   that callers must show
 * @param profile of this node
 * @param anchor  empty unless this node is the trust anchor
 * @param beat    how often a call that waits is told that it does; less than the port lets a connection idle
 */
public record PrivateApi(ApiToken token, Profile profile, NodeKeys keys, Pseudonyms pseudonyms, Territory territory,
                         Optional<TrustAnchor> anchor, Datasets datasets, Dataspace dataspace, Asking asking,
                         Ledger ledger, Gate gate, Budgets budgets, Reconciliation reconciliation,
                         Approvals approvals, Agreements agreements, Promises promises, Promising promising,
                         Revocations revocations, InstantSource clock, Duration beat) {

    public void addTo(Router router) {
        router.route().handler(new Guard(token));
        TerritoryRoutes members = new TerritoryRoutes(profile, keys, territory, anchor);
        router.get("/status").handler(Exchange.answering(members::status));
        router.post("/charter").handler(Exchange.answering(members::signCharter));
        router.get("/charters").handler(Exchange.answering(members::listCharters));
        router.post("/adherence").handler(Exchange.answering(members::adhere));
        router.get("/members").handler(Exchange.answering(members::listMembers));
        router.post("/members").handler(Exchange.answering(members::addMember));
        router.post("/members/suspend").handler(Exchange.answering(members::suspendMember));
        router.get("/projects").handler(Exchange.answering(members::listProjects));
        router.post("/projects").handler(Exchange.answering(members::registerProject));
        DatasetRoutes published = new DatasetRoutes(datasets, reconciliation, gate);
        router.get("/datasets").handler(Exchange.answering(published::list));
        router.get("/datasets/intake").handler(Exchange.answering(published::intake));
        router.post("/datasets/withdraw").handler(Exchange.answering(published::withdraw));
        router.post("/datasets").handler(Exchange.telling(beat, published::publish));
        QuestionRoutes questions = new QuestionRoutes(profile.did(), pseudonyms, territory, gate, dataspace,
            asking);
        router.get("/catalog").handler(Exchange.answering(questions::catalogue));
        router.post("/query").handler(Exchange.tellingLong(new LongBodies(), beat, questions::ask));
        router.post("/preview").handler(Exchange.telling(beat, questions::preview));
        BudgetRoutes books = new BudgetRoutes(gate, territory, datasets, budgets, reconciliation);
        router.get("/budget").handler(Exchange.answering(books::list));
        router.post("/budget/receipts").handler(Exchange.answering(books::show));
        router.post("/budget/open").handler(Exchange.answering(books::open));
        router.post("/budget/spent").handler(Exchange.answering(books::declareSpent));
        router.get("/receipts").handler(Exchange.answering(questions::receipts));
        ApprovalRoutes committee = new ApprovalRoutes(territory, approvals);
        router.get("/approvals").handler(Exchange.answering(committee::list));
        router.post("/approvals").handler(Exchange.answering(committee::request));
        router.post("/approvals/show").handler(Exchange.answering(committee::show));
        router.post("/approvals/vote").handler(Exchange.answering(committee::vote));
        AgreementRoutes agreed = new AgreementRoutes(territory, agreements, promises, promising, revocations);
        router.get("/agreements").handler(Exchange.answering(agreed::list));
        router.post("/agreements/revoke").handler(Exchange.answering(agreed::revoke));
        PolicyRoutes policies = new PolicyRoutes(territory, gate, datasets, clock);
        router.post("/policies/simulate").handler(Exchange.answering(policies::simulate));
        router.post("/charters/verify").handler(Exchange.answering(members::verifyCharter));
        router.post("/promises").handler(Exchange.answering(agreed::promise));
        router.get("/ledger").handler(HttpPort.blocking(new LedgerRoutes(ledger)::export));
    }
}

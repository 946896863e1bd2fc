package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.approval.ApprovalRefusedException.Kind;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Tally;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in committees: it asks, votes, and counts what is asked of its own datasets. What it signs and what
 * it counted for good stands in its database and its ledger, in one transaction, before anybody else has it. A node
 * counts what the trust anchor's desk shows every {@link #POLL_MILLIS} ms; as long as the desk is away it goes on with
 * what it has. Thread-safe.
 */
public final class Approvals implements AutoCloseable {

    static final long POLL_MILLIS = 2_000;
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final Did self;
    private final NodeKeys keys;
    private final Territory territory;
    private final Admission admission;
    private final ApprovalStore store;
    private final Desk desk;
    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;
    private String problem = "";
    private volatile Thread poller;

    /**
     * @param anchor where the trust anchor's public port is; empty when this node is the trust anchor
     * @param reader of charters; empty for one that this program does not understand
     */
    public Approvals(Did self, NodeKeys keys, Territory territory, Optional<URI> anchor,
                     Function<SignedCharter, Optional<Charter>> reader, Database database, Ledger ledger,
                     InstantSource clock) {
        this.self = self;
        this.keys = keys;
        this.territory = territory;
        this.admission = new Admission(territory, reader);
        this.store = new ApprovalStore(database);
        this.desk = anchor.<Desk>map(FarDesk::new)
            .orElseGet(() -> new AnchorDesk(admission, store, database, ledger, clock));
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts now, and from now on regularly on a virtual thread until {@link #close}. */
    public void start() {
        poller = Thread.ofVirtual().name("approvals").start(() -> {
            try {
                while (true) {
                    refresh();
                    Thread.sleep(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                LOG.debug("counting of votes ends");
            }
        });
    }

    @Override
    public void close() {
        if (poller != null) {
            poller.interrupt();
        }
        if (desk instanceof FarDesk far) {
            far.close();
        }
    }

    /** A request with what this node counts, for people. */
    public record Counted(Case votes, Optional<Rules> rules, Outcome outcome, List<College> colleges) {
    }

    /** How a college stands. @param members who may vote */
    public record College(String name, int quorum, int majorityPercent, Instant closes, int yes, int no, int members) {
    }

    /**
     * Asks for approval; the same again while it is open is the same request.
     *
     * @throws ApprovalRefusedException
     */
    public Counted request(Request.Matter matter, String reason) {
        SignedCharter charter = admission.charter(matter.project());
        admission.active(self);
        admission.check(matter, self);
        Instant now = clock.instant();
        Request request = store.about(matter, self, charter.hash()).stream()
            .filter(known -> counted(known).outcome() instanceof Outcome.Open).map(Case::request)
            .filter(known -> desk instanceof AnchorDesk || known.opened().isAfter(now.minus(FRESH))
                || at(known.id()))
            .findFirst().orElseGet(() -> Request.sign(matter, charter.hash(), reason, now, self, keys));
        database.useTransaction(handle -> {
            if (store.keep(request, now)) {
                ledger.append("approval-requested", Json.object().put("request", request.id())
                    .put("provider", matter.provider().text()).put("dataset", matter.dataset())
                    .put("project", matter.project()).put("charter", charter.hash()).put("reason", reason));
            }
        });
        desk.submit(request);
        return show(request.id());
    }

    /**
     * Votes, for good. The same vote again is sent again.
     *
     * @param id     of the request, or how it begins
     * @param reason why; a vote against has one
     * @throws ApprovalRefusedException
     */
    public Counted vote(String id, boolean yes, String reason) {
        Request request = find(id).request();
        Member voter = admission.active(self);
        Instant now = clock.instant();
        Optional<Vote> former = store.vote(request.id(), self);
        if (former.filter(vote -> vote.yes() != yes).isPresent()) {
            throw Admission.refused(
                "Ce membre a déjà voté " + (yes ? "contre" : "pour") + ". Un vote ne se change pas.",
                "This member has voted " + (yes ? "against" : "for") + " it already. A vote is not changed.");
        }
        Vote vote = former.orElseGet(() -> {
            admission.check(voter, request, now);
            return Vote.sign(request.id(), yes, reason, now, self, keys);
        });
        database.useTransaction(handle -> {
            if (store.keep(vote, now)) {
                ledger.append("voted", Json.object().put("request", request.id()).put("yes", yes)
                    .put("reason", reason).put("vote", vote.envelope().hash()));
            }
        });
        desk.submit(vote);
        return show(request.id());
    }

    /** What the desk shows, as this node counts it. @throws ApprovalRefusedException */
    public List<Counted> list() {
        return desk.cases(Optional.empty()).stream().map(this::counted).toList();
    }

    /** One request. @param id or how it begins. @throws ApprovalRefusedException */
    public Counted show(String id) {
        return counted(find(id));
    }

    /**
     * The votes on what a member asked to do with a dataset of this node, as this node counted them; a request that was
     * granted goes before others. Reads the database only.
     */
    public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
        List<Counted> about = store.about(new Request.Matter(self, dataset, project), requester, charter).stream()
            .map(this::counted).toList();
        return about.stream().filter(each -> each.outcome() instanceof Outcome.Granted).findFirst()
            .or(() -> about.stream().filter(each -> each.outcome() instanceof Outcome.Open).findFirst())
            .or(() -> about.stream().findFirst()).flatMap(this::tally);
    }

    /** Takes what the desk has about datasets of this node, and closes what nothing can change any more. */
    public void refresh() {
        try {
            if (admission.anybody()) {
                desk.cases(Optional.of(self)).stream()
                    .filter(each -> each.request().matter().provider().equals(self)).forEach(this::take);
            }
            problem = "";
        } catch (ApprovalRefusedException e) {
            if (!e.getMessage().equals(problem)) {
                problem = e.getMessage();
                LOG.warn(problem);
            }
        } catch (RuntimeException e) {
            LOG.error("The votes could not be counted", e);
        }
    }

    /** Takes in what another member sent to this node's desk. @throws ApprovalRefusedException */
    public void receiveRequest(byte[] bytes) {
        own().submit(opened(Request.parse(bytes)));
    }

    /** Takes in what another member sent to this node's desk. @throws ApprovalRefusedException */
    public void receiveVote(byte[] bytes) {
        own().submit(opened(Vote.parse(bytes)));
    }

    /**
     * What this node's desk has, for others to count; empty when this node is not the trust anchor.
     *
     * @param provider whose datasets they are about; empty for everybody's
     */
    public Optional<byte[]> published(Optional<Did> provider) {
        if (!(desk instanceof AnchorDesk own)) {
            return Optional.empty();
        }
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("approvals");
        own.cases(provider).forEach(each -> array.add(each.json()));
        return Optional.of(Json.canonical(object));
    }

    /** Keeps what is signed by active members, and closes the request once its outcome is for good. */
    void take(Case shown) {
        List<Member> members = territory.all();
        Map<Did, Member> active = members.stream().filter(Member::active)
            .collect(Collectors.toMap(Member::did, member -> member));
        Optional<Rules> rules = admission.rules(shown.request());
        Member requester = active.get(shown.request().requester());
        if (rules.isEmpty() || requester == null || store.closed(shown.request()).isPresent()
            || !Committee.signed(shown.request(), requester) || Admission.early(shown.request(), clock.instant())) {
            return;
        }
        Instant now = clock.instant();
        database.useTransaction(handle -> {
            store.keep(shown.request(), now);
            shown.votes().stream().filter(vote -> active.containsKey(vote.voter())
                && Committee.signed(vote, active.get(vote.voter()))).forEach(vote -> store.keep(vote, now));
        });
        Case known = store.find(shown.request().id()).orElseThrow();
        Committee committee = new Committee(known, rules.get(), members, store.parts(known.request()));
        Outcome outcome = committee.outcome(now);
        committee.parts(now).forEach((part, decided) -> {
            if (!(decided instanceof Outcome.Open)) {
                store.keep(known.request(), part, decided, now);
            }
        });
        if (!(outcome instanceof Outcome.Open)) {
            database.useTransaction(handle -> {
                if (store.close(known.request(), outcome, committee.tally(now), now)) {
                    record(known, outcome);
                }
            });
        }
    }

    private void record(Case known, Outcome outcome) {
        ObjectNode content = Json.object().put("request", known.request().id())
            .put("requester", known.request().requester().text()).put("dataset", known.request().matter().dataset())
            .put("project", known.request().matter().project()).put("granted", outcome instanceof Outcome.Granted);
        if (outcome instanceof Outcome.Refused(String french, String english)) {
            content.put("fr", french).put("en", english);
        }
        ArrayNode votes = content.putArray("votes");
        known.votes().forEach(vote -> votes.add(vote.envelope().hash()));
        ledger.append("approval-decided", content);
    }

    private Optional<Tally> tally(Counted counted) {
        return store.closed(counted.votes().request()).map(ApprovalStore.Final::tally)
            .or(() -> committee(counted.votes()).map(committee -> committee.tally(clock.instant())));
    }

    private Counted counted(Case votes) {
        Optional<Rules> rules = admission.rules(votes.request());
        Optional<Committee> committee = committee(votes);
        Outcome outcome = store.closed(votes.request()).map(ApprovalStore.Final::outcome)
            .or(() -> committee.map(counting -> counting.outcome(clock.instant())))
            .orElseGet(() -> new Outcome.Refused("La charte ou le projet de cette demande ne sont pas connus ici.",
                "Charter or project of this request are not known here."));
        List<College> colleges = rules.map(all -> all.colleges().stream().map(need -> {
            Tally.Votes cast = committee.orElseThrow().votes(need.college());
            return new College(need.college(), need.quorum(), need.majorityPercent(),
                Rules.closes(need, votes.request().opened()), cast.yes(), cast.no(), cast.members());
        }).toList()).orElse(List.of());
        return new Counted(votes, rules, outcome, colleges);
    }

    private Optional<Committee> committee(Case votes) {
        return admission.rules(votes.request()).map(rules -> new Committee(votes, rules, territory.all(),
            store.parts(votes.request())));
    }

    /** Whether the desk has it. */
    private boolean at(String id) {
        return desk.cases(Optional.empty()).stream().anyMatch(each -> each.request().id().equals(id));
    }

    private Case find(String id) {
        List<Case> fitting = desk.cases(Optional.empty()).stream().filter(each -> each.request().id().startsWith(id)
            || each.request().id().startsWith("sha-256:" + id)).toList();
        if (fitting.size() != 1) {
            throw new ApprovalRefusedException(Kind.INPUT,
                (fitting.isEmpty() ? "Aucune demande ne commence" : "Plusieurs demandes commencent") + " par « " + id
                    + " ». « bocage approval list » les montre.",
                (fitting.isEmpty() ? "No request begins" : "Several requests begin") + " with \"" + id
                    + "\". \"bocage approval list\" shows them.");
        }
        return fitting.getFirst();
    }

    private AnchorDesk own() {
        if (desk instanceof AnchorDesk own) {
            return own;
        }
        throw Admission.refused("Ce nœud n'est pas celui de l'ancre de confiance.",
            "This node is not the trust anchor's.");
    }

    private static <T> T opened(Opened<T> document) {
        return switch (document) {
            case Opened.Valid<T>(T value) -> value;
            case Opened.Refused<T>(String reason) -> throw new ApprovalRefusedException(Kind.INPUT,
                "Document refusé (détail technique, en anglais : " + reason + ").", "Refused: " + reason);
        };
    }
}

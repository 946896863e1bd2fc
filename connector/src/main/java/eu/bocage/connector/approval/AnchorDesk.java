package eu.bocage.connector.approval;

import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trust anchor's desk: takes in requests and votes of members, once each, as long as the charter lets them vote.
 * What it takes stands in its ledger in the same transaction. It is a letter box, not a judge: every node that decides
 * counts again ({@link Committee}). Thread-safe.
 */
final class AnchorDesk implements Desk {

    private static final int MOST_OPEN = 50;
    /** The longest that a charter lets a vote take, and the difference of clocks. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Admission admission;
    private final ApprovalStore store;
    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;

    AnchorDesk(Admission admission, ApprovalStore store, Database database, Ledger ledger, InstantSource clock) {
        this.admission = admission;
        this.store = store;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void submit(Request request) {
        if (store.find(request.id()).isPresent()) {
            return;
        }
        admission.check(request, clock.instant());
        long open = open(Optional.empty()).stream()
            .filter(each -> each.requester().equals(request.requester())).count();
        if (open >= MOST_OPEN) {
            throw Admission.refused("Vous avez déjà " + MOST_OPEN + " demandes en cours. Attendez leur issue.",
                "You have " + MOST_OPEN + " open requests already. Wait for what comes of them.");
        }
        database.useTransaction(handle -> {
            if (store.keep(request, clock.instant())) {
                ledger.append("approval-received", Json.object().put("request", request.id())
                    .put("requester", request.requester().text()).put("provider", request.matter().provider().text())
                    .put("dataset", request.matter().dataset()).put("project", request.matter().project())
                    .put("charter", request.charter()));
            }
        });
    }

    @Override
    public void submit(Vote vote) {
        Case known = store.find(vote.request()).orElseThrow(() -> new ApprovalRefusedException(
            ApprovalRefusedException.Kind.INPUT, "Aucune demande ne porte le numéro " + vote.request() + ".",
            "There is no request " + vote.request() + "."));
        if (store.vote(vote.request(), vote.voter()).filter(vote::equals).isPresent()) {
            return;
        }
        admission.check(vote, known.request(), clock.instant());
        database.useTransaction(handle -> {
            if (!store.keep(vote, clock.instant())) {
                throw Admission.refused("Ce membre a déjà voté. Un vote ne se change pas.",
                    "This member has voted already. A vote is not changed.");
            }
            ledger.append("vote-received", Json.object().put("request", vote.request())
                .put("voter", vote.voter().text()).put("vote", vote.envelope().hash()));
        });
    }

    @Override
    public List<Case> cases(Optional<Did> provider) {
        Map<String, Case> shown = new LinkedHashMap<>();
        Map<Did, Integer> before = new HashMap<>();
        open(provider).stream().map(request -> Map.entry(before.merge(request.requester(), 1, Integer::sum), request))
            .sorted(Map.Entry.comparingByKey()).limit(MOST_SHOWN)
            .forEach(each -> shown.put(each.getValue().id(), store.find(each.getValue().id()).orElseThrow()));
        for (Case each : store.newest(provider, MOST_SHOWN)) {
            if (shown.size() < MOST_SHOWN) {
                shown.putIfAbsent(each.request().id(), each);
            }
        }
        return List.copyOf(shown.values());
    }

    /** What can still be voted on, the newest first. */
    private List<Request> open(Optional<Did> provider) {
        Instant now = clock.instant();
        return store.since(provider, now.minus(LONGEST)).stream().filter(request -> admission.open(request, now))
            .toList();
    }
}

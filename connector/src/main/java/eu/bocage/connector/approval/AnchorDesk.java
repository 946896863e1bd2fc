package eu.bocage.connector.approval;

import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The trust anchor's desk: takes in requests and votes of members, once each, as long as the charter lets them vote.
 * What it takes stands in its ledger in the same transaction. It is a letter box, not a judge: every node that decides
 * counts again ({@link Committee}). Thread-safe.
 */
final class AnchorDesk implements Desk {

    private static final int MOST_RECENT = 50;

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
        long recent = store.newest(Optional.empty(), MOST_SHOWN).stream().filter(each -> each.request().requester()
            .equals(request.requester())).count();
        if (recent >= MOST_RECENT) {
            throw Admission.refused("Vous avez déjà " + MOST_RECENT + " demandes récentes. Attendez leur issue.",
                "You have " + MOST_RECENT + " recent requests already. Wait for what comes of them.");
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
        return store.newest(provider, MOST_SHOWN);
    }
}

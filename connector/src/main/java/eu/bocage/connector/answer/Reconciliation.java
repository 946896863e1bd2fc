package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.budget.Continuity.Settled;
import eu.bocage.connector.budget.Continuity.Shown;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.VerificationKey;
import eu.bocage.connector.storage.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that this node's books come from an older copy, and puts them right again.
 *
 * <p><b>What holds.</b> A receipt is evidence only if this node's own key signed it: nobody else can close a dataset by
 * one. A receipt whose entry the ledger lacks closes every unit space and period ({@link Continuity}), before the
 * question that came with it is looked at. Each act of putting right leaves an entry in the ledger, in the transaction
 * that charges and opens.
 *
 * <p>Thread-safe.
 */
public final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Did self;
    private final VerificationKey key;
    private final Ledger ledger;
    private final Budgets budgets;
    private final Continuity continuity;
    private final Datasets datasets;
    private final Database database;
    private final ReentrantLock finding = new ReentrantLock();

    /** @param key of this node */
    public Reconciliation(Did self, VerificationKey key, Ledger ledger, Budgets budgets, Continuity continuity,
                          Datasets datasets, Database database) {
        this.self = self;
        this.key = key;
        this.ledger = ledger;
        this.budgets = budgets;
        this.continuity = continuity;
        this.datasets = datasets;
        this.database = database;
    }

    /**
     * What receipts have shown.
     *
     * @param known   whose entries the ledger has
     * @param charged lost debits that were charged now
     * @param before  lost debits that were charged before
     */
    public record Seen(int known, int charged, int before) {
    }

    /** Looks at the receipt that came with a question; one that it did not sign, or that it knows, is nothing. */
    void look(String receipt) {
        if (receipt(Json.bytes(receipt)) instanceof Opened.Valid<Receipt>(Receipt good) && !ledger.has(good.entry())) {
            lost(good);
        }
    }

    /** Closed, too, from when entries of the ledger are found to be missing until the next start. */
    public Continuity.State state(Place place) {
        return ledger.missing().isPresent() ? Continuity.State.CLOSED : continuity.state(place);
    }

    /** How many lost debits nothing explains yet, at most; 0 where nothing is closed. */
    public long unexplained(Place place) {
        return continuity.unexplained(place);
    }

    /** Unit spaces and periods that this node knows of. */
    public Set<Place> places() {
        Set<Place> places = new LinkedHashSet<>();
        datasets.all().forEach(one -> places.add(new Place(one.card().unitSpace(), one.card().period())));
        budgets.books(places).forEach(book -> places.add(book.place()));
        return places;
    }

    /**
     * Charges what receipts show, each debit once.
     *
     * @param receipts envelopes in JSON
     * @throws Flaw naming the receipt that is not one of this node's, or whose budget cannot be told; nothing is done
     */
    public Seen show(List<String> receipts) {
        List<Receipt> lost = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = own(receipts.get(i), i + 1);
            if (!ledger.has(receipt.entry())) {
                lost.add(receipt);
            }
        }
        List<Shown> shown = lost.stream().map(this::shown).toList();
        lost.forEach(this::lost);
        int charged = database.joinTransaction(() -> charge(shown));
        return new Seen(receipts.size() - shown.size(), charged, shown.size() - charged);
    }

    /**
     * Opens again whatever this copy knows of, once all receipts that can be had were shown: each lost debit that none
     * explains is charged at the price, to every project.
     *
     * @param more  unit spaces and periods to open that this copy does not know of
     * @param price the most that one question may have cost, micro-rho
     */
    public List<Settled> open(Collection<Place> more, long price) {
        Set<Place> places = places();
        places.addAll(more);
        return database.joinTransaction(() -> {
            List<Settled> opened = new ArrayList<>();
            places.forEach(place -> continuity.settle(place, price).ifPresent(opened::add));
            if (!opened.isEmpty()) {
                ObjectNode content = Json.object();
                var settled = content.putArray("opened");
                opened.forEach(one -> put(settled.addObject(), one.place()).put("unexplained", one.unexplained())
                    .put("microRho", one.microRho()));
                ledger.append("opened", content);
            }
            return opened;
        });
    }

    /** Declares spent what is left. @return false when it was before */
    public boolean declareSpent(Place place) {
        return database.joinTransaction(() -> {
            boolean now = continuity.declareSpent(place);
            if (now) {
                ledger.append("declared-spent", Json.object().put("unitSpace", place.unitSpace())
                    .put("period", place.period()));
            }
            return now;
        });
    }

    private int charge(List<Shown> shown) {
        List<Shown> fresh = shown.stream().filter(continuity::charge).toList();
        if (!fresh.isEmpty()) {
            ObjectNode content = Json.object();
            var debits = content.putArray("shown");
            fresh.forEach(one -> put(debits.addObject(), one.place()).put("entry", one.entry())
                .put("hash", one.hash()).put("project", one.project()).put("microRho", one.microRho())
                .put("picoDelta", one.picoDelta()));
            ledger.append("shown", content);
        }
        return fresh.size();
    }

    private static ObjectNode put(ObjectNode object, Place place) {
        return object.put("unitSpace", place.unitSpace()).put("period", place.period());
    }

    /** Notes a loss that a receipt tells of, once. */
    private void lost(Receipt receipt) {
        finding.lock();
        try {
            long entry = receipt.entry().number();
            if (!continuity.known(entry, receipt.issued())) {
                database.useTransaction(handle -> {
                    long debits = continuity.lost(entry, receipt.entry().hash(), receipt.branch(), receipt.issued(),
                        ledger.lastAt(receipt.issued()));
                    ObjectNode content = Json.object().put("consumer", receipt.consumer());
                    content.putObject("shown").put("number", entry).put("hash", receipt.entry().hash());
                    ledger.appendToNewBranch("behind", content, debits);
                });
                LOG.error("A receipt of {} names entry {} of this node's ledger, which is not there: the database was"
                    + " restored from an older copy. All datasets are closed; see bocage budget",
                    receipt.consumer(), entry);
            }
        } finally {
            finding.unlock();
        }
    }

    private Shown shown(Receipt receipt) {
        Place place = receipt.place().or(() -> datasets.place(receipt.dataset()))
            .orElseThrow(() -> new Flaw(
                "le reçu de l'entrée " + receipt.entry().number() + " porte sur « " + receipt.dataset()
                    + " », que ce nœud ne connaît pas ; publiez ce jeu de données d'abord",
                "the receipt of entry " + receipt.entry().number() + " is about \"" + receipt.dataset()
                    + "\", which this node does not know; publish that dataset first"));
        return new Shown(receipt.entry().number(), receipt.entry().hash(), receipt.branch(), receipt.issued(), place,
            receipt.project(), receipt.cost(), receipt.picoDelta());
    }

    private Receipt own(String json, int number) {
        return switch (receipt(Json.bytes(json))) {
            case Opened.Valid<Receipt>(Receipt receipt) -> receipt;
            case Opened.Refused<Receipt>(String why) -> throw new Flaw(
                "le reçu n° " + number + " n'est pas un reçu signé par ce nœud (détail technique, en anglais : " + why
                    + ")",
                "receipt no. " + number + " is not a receipt that this node signed: " + why);
        };
    }

    private Opened<Receipt> receipt(byte[] envelope) {
        return Envelope.parse(Messages.RECEIPT, envelope)
            .read(signed -> Receipt.of(signed.open(Messages.RECEIPT, key).orThrow()))
            .read(receipt -> {
                if (!receipt.provider().equals(self.text())) {
                    throw new IllegalArgumentException("it is of " + receipt.provider());
                }
                return receipt;
            });
    }
}

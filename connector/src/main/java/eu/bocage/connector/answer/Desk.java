package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.connector.answer.Charged.Asker;
import eu.bocage.connector.answer.Charged.Key;
import eu.bocage.connector.answer.Charged.State;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.dataset.Rows;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Promise;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where permitted questions are charged and answered.
 *
 * <p><b>One debit, one draw.</b> Debit, ledger entry, seed and question are one transaction; the answer follows from
 * the seed and the rows, and is stored with its ledger entry in a second one, which deletes the seed. Between the two a
 * question is open: whoever asks it again, or {@link #recover} after a crash, computes it from the same seed to the
 * same bytes; a publication finishes those of the version that it replaces. The unique key of questions makes a second
 * debit of one question on one version impossible; a map of those under way makes all who ask one question at one time
 * wait for one computation.
 *
 * <p>Thread-safe.
 */
final class Desk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Did self;
    private final NodeKeys keys;
    private final Datasets datasets;
    private final Budgets budgets;
    private final Ledger ledger;
    private final Database database;
    private final InstantSource clock;
    private final Computing computing;
    private final Workers workers;
    private final Charges charges;
    private final SecureRandom random = new SecureRandom();
    private final Map<Key, CompletableFuture<Charged>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon()
        .name("former-questions").factory());

    Desk(Did self, NodeKeys keys, Datasets datasets, Budgets budgets, Ledger ledger, Database database,
         InstantSource clock, Computing computing, Workers workers) {
        this.self = self;
        this.keys = keys;
        this.datasets = datasets;
        this.budgets = budgets;
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
        this.computing = computing;
        this.workers = workers;
        this.charges = new Charges(database);
        datasets.onChange(this::finishFormer);
    }

    /**
     * A question that the policy permits.
     *
     * @param dataset  at the version that answers
     * @param limits   of its budget
     * @param promises that the permission rests on, sorted
     */
    record Order(Question question, Published dataset, String project, Disclosure disclosure, Asker asker,
                 Budgets.Limits limits, List<Promise> promises) {

        Key key() {
            return new Key(project, dataset.card().id(), dataset.version().id(), question.hash(), disclosure);
        }

        Budgets.Scope scope() {
            return new Budgets.Scope(dataset.card().unitSpace(), dataset.card().period(), project);
        }

        /** What the ledger says of the question as it is asked now. */
        ObjectNode noted(Charged charged) {
            ObjectNode content = charged.json(asker);
            if (!promises.isEmpty()) {
                ArrayNode array = content.putArray("promises");
                promises.forEach(promise -> array.addObject().put("term", promise.term().key())
                    .put("value", promise.value()));
            }
            return content;
        }
    }

    /** @param answer canonical JSON; @param receipt for this very request; @param charged by it, micro-rho */
    record Served(Body answer, Envelope receipt, PrivacyLoss cost, long charged) {
    }

    /** Answers, charging first if the question is new. @throws RefusedException when it gets no answer */
    Served serve(Order order) {
        CompletableFuture<Charged> mine = new CompletableFuture<>();
        CompletableFuture<Charged> others = underWay.putIfAbsent(order.key(), mine);
        if (others != null) {
            return again(order, joined(others));
        }
        try {
            Optional<Charged> known = charges.find(order.key());
            Settled settled = known.filter(one -> one.state() != State.OPEN)
                .map(one -> new Settled(one, Optional.empty()))
                .orElseGet(() -> workers.inPlace(order.question(),
                    () -> settle(known.orElseGet(() -> reserve(order)))));
            mine.complete(settled.charged());
            return known.isPresent() ? again(order, settled.charged()) : first(settled);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(order.key(), mine);
        }
    }

    /** Whether a project was charged for a question already, under whatever rules its answer is shown. */
    boolean charged(String project, Published dataset, Question question) {
        return charges.known(project, dataset.card().id(), dataset.version().id(), question.hash());
    }

    /** Whether this very order was charged already, so that serving it takes nothing from the books. */
    boolean charged(Order order) {
        return charges.find(order.key()).isPresent();
    }

    /** Whether the very question was answered, so that asking it again costs nothing. */
    boolean answered(Order order) {
        return charges.find(order.key()).filter(one -> one.state() == State.ANSWERED).isPresent();
    }

    /** The newest answers about the dataset that the project has, oldest first; long ones are left out. */
    List<JsonNode> released(Order order) {
        return charges.newest(order.project(), order.dataset().card().id()).stream()
            .<JsonNode>map(Json::read).toList();
    }

    /**
     * Finishes what a crash left open, or closes it as charged when its rows are gone. What cannot be computed now
     * stays open, with its seed, for the next time; nothing of it keeps a node from starting.
     */
    void recover() {
        charges.open().forEach(this::finish);
    }

    /**
     * Finishes, in the background, the open questions of versions that another one has replaced or that are withdrawn,
     * since nobody can ask those again; one that cannot be computed at all is closed. Then nothing holds their rows any
     * more.
     */
    void finishFormer() {
        try {
            background.execute(() -> charges.open().stream().filter(this::former).forEach(this::finish));
        } catch (RejectedExecutionException e) {
            LOG.debug("the node stops; open questions are finished at its next start");
        }
    }

    /** The background thread is let finish its step, not interrupted: that would close the file of H2 under it. */
    @Override
    public void close() {
        workers.close();
        background.shutdown();
        try {
            background.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean former(Charged open) {
        return datasets.former(open.key().dataset(), open.key().version());
    }

    /** Whatever goes wrong with one question, a node starts, and the others get their turn. */
    private void finish(Charged open) {
        CompletableFuture<Charged> mine = new CompletableFuture<>();
        CompletableFuture<Charged> others = underWay.putIfAbsent(open.key(), mine);
        if (others != null) {
            others.handle((done, failed) -> done).join();
            return;
        }
        try {
            Charged now = charges.find(open.key()).filter(one -> one.state() == State.OPEN)
                .map(one -> settleOrClose(one).charged()).orElse(open);
            LOG.info("Question {} was left open and is {} now", now.id(), now.state());
            mine.complete(now);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            mine.completeExceptionally(e);
            LOG.error("Question {} was left open and cannot be computed now: {}. It is tried again when it is asked"
                + " again, and at the next start", open.id(), e.toString());
        } finally {
            underWay.remove(open.key(), mine);
        }
    }

    /** The same question, rows and seed fail in the same way for ever, unless memory or a disk was at fault. */
    private Settled settleOrClose(Charged open) {
        try {
            return settle(open);
        } catch (RefusedException e) {
            if (former(open) && e.getCause() instanceof RuntimeException cause
                && !(cause instanceof UncheckedIOException)) {
                return close(open, "not computable, and its version replaced");
            }
            throw e;
        }
    }

    private static Charged joined(CompletableFuture<Charged> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RefusedException refused ? refused
                : new RefusedException(Refusal.FAILED);
        }
    }

    /** Takes from the budget and writes it down, together with the seed of the answer, or does nothing of it. */
    private Charged reserve(Order order) {
        Published dataset = order.dataset();
        if (!(datasets.rows(dataset) instanceof Rows.Present)) {
            throw new RefusedException(Refusal.DATASET_CLOSED);
        }
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        byte[] id = new byte[16];
        random.nextBytes(id);
        Charged charged = new Charged(HexFormat.of().formatHex(id), order.key(), order.question().json(),
            order.question().loss(), order.asker(), new Ledger.Head(0, ""), State.OPEN, Optional.empty());
        return database.inTransaction(handle -> {
            if (!datasets.hold(charged.id(), dataset)) {
                throw new RefusedException(Refusal.REPUBLISHED);
            }
            charges.insert(charged, seed);
            switch (budgets.charge(order.scope(), charged.cost().microRho(), charged.cost().picoDelta(),
                    order.limits())) {
                case Budgets.Charge.Charged done -> { }
                case Budgets.Charge.Closed closed -> throw new RefusedException(Refusal.RESTORED);
                case Budgets.Charge.Refused(String french, String english, Budgets.Balance balance) ->
                    throw new RefusedException(Refusal.of(429, "budget", french, english));
            }
            ObjectNode content = order.noted(charged);
            content.set("asked", Json.read(charged.question()));
            Ledger.Entry entry = ledger.append(Ledger.DEBIT, content);
            Ledger.Head head = new Ledger.Head(entry.number(), entry.hash());
            charges.recorded(charged.id(), head);
            return charged.with(head);
        });
    }

    /**
     * Computes an open question from its seed and stores the answer; closes it when the rows are gone for good, or
     * refused and replaced. While they are refused and not replaced yet, it stays open.
     */
    private Settled settle(Charged open) {
        Optional<Published> version = datasets.version(open.key().version());
        Rows rows = version.map(datasets::rows).orElse(new Rows.Gone());
        return switch (rows) {
            case Rows.Present(Table table) -> compute(open, version.get(), table);
            case Rows.Gone gone -> close(open, "data version gone");
            case Rows.Refused refused when former(open) -> close(open, "rows refused, and their version replaced");
            case Rows.Refused refused -> throw new RefusedException(Refusal.FAILED);
            case Rows.Unusable unusable -> throw new RefusedException(Refusal.FAILED);
        };
    }

    private Settled compute(Charged open, Published version, Table table) {
        byte[] seed = charges.seed(open.id());
        Card card = version.card();
        Question question = workers.compute(() -> Question.read(open.question(), card, open.cost().microRho()));
        return workers.inTurn(question, () -> stored(open, workers.compute(() -> Computed.of(computing.answer(question,
            card, table, version.version(), open.key().disclosure(), seed)))));
    }

    private record Computed(byte[] answer, String hash) {

        static Computed of(byte[] answer) {
            return new Computed(answer, Digest.of(answer));
        }
    }

    private Settled stored(Charged open, Computed computed) {
        String hash = computed.hash();
        return database.inTransaction(handle -> {
            charges.answered(open.id(), computed.answer(), hash);
            datasets.release(open.id());
            Charged answered = new Charged(open.id(), open.key(), open.question(), open.cost(), open.asked(),
                open.entry(), State.ANSWERED, Optional.of(hash));
            ObjectNode content = open.json(open.asked()).put("answer", hash);
            Envelope receipt = receipt(answered, open.asked(), open.cost().microRho());
            content.set("receipt", receipt.json());
            ledger.append("answered", content);
            return new Settled(answered, Optional.of(receipt));
        });
    }

    private Settled close(Charged open, String reason) {
        return database.inTransaction(handle -> {
            charges.closed(open.id());
            datasets.release(open.id());
            ledger.append("closed", open.json(open.asked()).put("reason", reason));
            return new Settled(new Charged(open.id(), open.key(), open.question(), open.cost(), open.asked(),
                open.entry(), State.CLOSED, Optional.empty()), Optional.empty());
        });
    }

    /** @param receipt for the request that it was charged for, if this very run stored the answer */
    private record Settled(Charged charged, Optional<Envelope> receipt) {
    }

    private Served first(Settled settled) {
        Charged charged = settled.charged();
        return served(charged, charged.cost().microRho(), () -> settled.receipt().orElseThrow());
    }

    /** The stored bytes, without a debit, with a receipt for the request that asked again. */
    private Served again(Order order, Charged charged) {
        Served served = served(charged, 0, () -> receipt(charged, order.asker(), 0));
        ObjectNode content = order.noted(charged).put("answer", charged.answerHash().orElseThrow());
        content.set("receipt", served.receipt().json());
        ledger.append("repeated", content);
        return served;
    }

    private Served served(Charged charged, long now, Supplier<Envelope> receipt) {
        if (charged.state() == State.CLOSED) {
            throw new RefusedException(Refusal.CLOSED);
        }
        return new Served(charges.answer(charged.id()), receipt.get(), charged.cost(), now);
    }

    private Envelope receipt(Charged charged, Asker asker, long now) {
        Published version = datasets.version(charged.key().version()).orElseThrow();
        Place place = new Place(version.card().unitSpace(), version.card().period());
        return Envelope.sign(Messages.RECEIPT, new Receipt(self.text(), asker.consumer(), asker.agreement(),
            charged.key().project(), asker.charter(), charged.key().dataset(), charged.key().version(),
            version.version().commitment(), charged.key().questionHash(), asker.requestHash(),
            charged.answerHash().orElseThrow(), charged.cost().microRho(), now,
            charged.cost().picoDelta(), Optional.of(place), charged.entry(), ledger.branch(charged.entry()),
            clock.instant().truncatedTo(ChronoUnit.SECONDS)).json(), self, keys);
    }
}

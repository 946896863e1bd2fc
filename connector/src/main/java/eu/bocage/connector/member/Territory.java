package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.storage.Database;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The territory as this node knows it: member register, charter and projects, each a numbered document that the trust
 * anchor signed.
 *
 * <p><b>What holds.</b> A document counts only under the pinned key of the trust anchor. A version, once accepted, is
 * never replaced by a lower one, not even across a restart, for every version stays in the database. Two documents with
 * the same number are an alarm: both are kept as evidence and that kind of document is closed until the trust anchor
 * publishes a higher number. An expired register is closed as a missing one is. Closed means that nobody is a member,
 * no charter is in force, no project exists; nothing falls back to an older state.
 *
 * <p><b>How fast.</b> A member asks the trust anchor every {@link #POLL_MILLIS} ms (most answers are "304 Not
 * Modified"), and at once, but at most once a second, when it meets an unknown DID or project. So a suspension is
 * effective everywhere within about two seconds of its signature while the trust anchor answers. A node that cannot
 * reach the trust anchor goes on with what it has until the register expires; that lifetime is the bound on how long a
 * suspended member can profit from a cut network.
 *
 * <p><b>Why polling.</b> A push would need the trust anchor to know and reach everybody and would still need polling
 * behind it for the pushes that get lost; one small conditional request every two seconds costs less than the doubt.
 *
 * <p>Thread-safe. Reads are from memory and do not block, except on an unknown DID or project, and then for at most
 * three seconds.
 */
public final class Territory implements Members, AutoCloseable {

    static final long POLL_MILLIS = 2_000;
    private static final long ON_DEMAND_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Territory.class);

    private final TrustAnchorKey anchor;
    private final DocumentStore store;
    private final CharterShelf shelf;
    private final TerritorySource source;
    private final InstantSource clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<TerritoryDocument, String> lastProblem = new EnumMap<>(TerritoryDocument.class);
    private final Map<TerritoryDocument, Long> lastAsked = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile TerritoryView view;
    private volatile Thread poller;

    private Territory(TrustAnchorKey anchor, Database database, TerritorySource source, InstantSource clock) {
        this.anchor = anchor;
        this.store = new DocumentStore(database);
        this.source = source;
        this.clock = clock;
        this.shelf = new CharterShelf(store, clock, bytes -> Envelope.parse(Tag.CHARTER, bytes)
            .read(envelope -> checked(TerritoryDocument.CHARTER, envelope).envelope()));
        this.view = load();
    }

    /** The territory as a member sees it, fetched from the trust anchor's public address. */
    public static Territory of(TrustAnchorKey anchor, URI anchorUrl, Database database, InstantSource clock) {
        return new Territory(anchor, database, new HttpTerritorySource(anchorUrl), clock);
    }

    /** The territory as its trust anchor sees it, where documents come from {@link TrustAnchor} only. */
    public static Territory ofAnchor(TrustAnchorKey anchor, Database database, InstantSource clock) {
        return new Territory(anchor, database, (kind, known) -> Optional.empty(), clock);
    }

    static Territory from(TrustAnchorKey anchor, Database database, TerritorySource source, InstantSource clock) {
        return new Territory(anchor, database, source, clock);
    }

    /** Asks the trust anchor now, and from now on regularly on a virtual thread until {@link #close}. */
    public void start() {
        refresh();
        AdherenceNotice notice = new AdherenceNotice(this);
        notice.run();
        onChange(notice);
        poller = Thread.ofVirtual().name("territory").start(() -> {
            try {
                while (true) {
                    Thread.sleep(POLL_MILLIS);
                    refreshWhateverHappens();
                }
            } catch (InterruptedException e) {
                LOG.debug("polling of the trust anchor ends");
            }
        });
    }

    /** Asks the trust anchor for all three documents. What is refused or cannot be had is logged, no more. */
    public void refresh() {
        refreshing.lock();
        try {
            for (TerritoryDocument kind : TerritoryDocument.values()) {
                refresh(kind);
            }
        } finally {
            refreshing.unlock();
        }
    }

    /** Takes a document that somebody brought; only the trust anchor's signature and the version count. */
    public Reception accept(TerritoryDocument kind, byte[] bytes) {
        return accept(kind, bytes, version -> { });
    }

    /** As {@link #accept}. @param stored runs in the transaction that stores a newest version, after it */
    Reception accept(TerritoryDocument kind, byte[] bytes, LongConsumer stored) {
        refreshing.lock();
        try {
            return switch (Envelope.parse(kind.tag(), bytes).read(envelope -> linked(kind, checked(kind, envelope)))) {
                case Opened.Refused<Checked>(String reason) -> new Reception.Refused(reason);
                case Opened.Valid<Checked>(Checked document) -> keep(kind, document, stored);
            };
        } finally {
            refreshing.unlock();
        }
    }

    @Override
    public Standing standing(Did did) {
        Standing first = view.standing(did, clock.instant());
        if (!(first instanceof Standing.Refused(Refusal reason)) || reason == Refusal.SUSPENDED) {
            return first;
        }
        refreshOnDemand(TerritoryDocument.REGISTER);
        return view.standing(did, clock.instant());
    }

    @Override
    public List<Member> all() {
        return open() ? view.register().members() : List.of();
    }

    /**
     * The charter in force: the newest that has begun; empty while there is none, while it is in conflict, or while the
     * register is closed.
     */
    public Optional<SignedCharter> charter() {
        return charters().inForce(today());
    }

    /** All versions of the charter, upcoming and former ones too; none while they are in conflict or it is closed. */
    public Charters charters() {
        return open() ? view.openCharters() : Charters.NONE;
    }

    /** Every version of the charter that the trust anchor signed and this node keeps, those in conflict too. */
    public List<SignedCharter> signedCharters() {
        return shelf.all();
    }

    /** Whether a member may make agreements now: it adhered to the charter in force, or to the one that follows. */
    public boolean adheres(Member member) {
        return charters().adheres(member.adherence().charter(), today());
    }

    /** The signed bytes of a version of the charter, for {@code GET /territory/charters/<version>}. */
    public Optional<byte[]> charter(long version) {
        return shelf.bytes(version);
    }

    /** A registered project, current or not; empty too while projects are in conflict or the register is closed. */
    public Optional<Project> project(String id) {
        Optional<Project> known = known(id);
        if (known.isPresent()) {
            return known;
        }
        refreshOnDemand(TerritoryDocument.PROJECTS);
        return known(id);
    }

    /** All registered projects, ordered by identifier; empty while they are in conflict or the register is closed. */
    public List<Project> projects() {
        return open() ? view.openProjects() : List.of();
    }

    /** Version and expiry of the register in force or last in force; empty when there never was one. */
    public Optional<RegisterState> registerState() {
        return Optional.ofNullable(view.register()).map(known ->
            new RegisterState(known.version(), known.issued(), known.expires(), open()));
    }

    /** The signed bytes of a document, for {@code GET /territory/<name>}; the ETag is {@code "<hash>"}. */
    public Optional<SignedBytes> document(TerritoryDocument kind) {
        return Optional.ofNullable(view.envelopes().get(kind))
            .map(envelope -> new SignedBytes(envelope.hash(), envelope.bytes()));
    }

    /** Kinds of documents that are closed because the trust anchor signed two with one number. */
    public Set<TerritoryDocument> conflicts() {
        return view.conflicts();
    }

    public TrustAnchorKey anchor() {
        return anchor;
    }

    /** Called after each change of a document, on the thread that brought it; must not block. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        if (poller != null) {
            poller.interrupt();
        }
        if (source instanceof HttpTerritorySource http) {
            http.close();
        }
    }

    /** @param open whether members are known by it now */
    public record RegisterState(long version, Instant issued, Instant expires, boolean open) {
    }

    /** @param hash of the bytes, {@code sha-256:…}; @param bytes the envelope, not shared with anybody else */
    public record SignedBytes(String hash, byte[] bytes) {
    }

    String hash(TerritoryDocument kind) {
        return view.envelopes().get(kind).hash();
    }

    TerritoryView view() {
        return view;
    }

    /** The day (UTC) by this node's clock. */
    public LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private boolean open() {
        return view.closed(clock.instant()) == null;
    }

    /** Polling must outlive a database that is away for a while. */
    private void refreshWhateverHappens() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.error("The territory could not be refreshed", e);
        }
    }

    private Optional<Project> known(String id) {
        return projects().stream().filter(project -> project.id().equals(id)).findFirst();
    }

    /**
     * Never waits for another thread: whoever asks may hold a database connection that the other one needs.
     */
    private void refreshOnDemand(TerritoryDocument kind) {
        if (Math.abs(clock.millis() - lastAsked.getOrDefault(kind, 0L)) >= ON_DEMAND_MILLIS && refreshing.tryLock()) {
            try {
                refresh(kind);
            } finally {
                refreshing.unlock();
            }
        }
    }

    private void refresh(TerritoryDocument kind) {
        lastAsked.put(kind, clock.millis());
        Envelope known = view.envelopes().get(kind);
        String problem = "";
        try {
            Optional<byte[]> bytes = source.fetch(kind, known == null ? "" : known.hash());
            if (bytes.isPresent()) {
                bridge(kind, bytes.get());
                problem = switch (accept(kind, bytes.get())) {
                    case Reception.Refused(String reason) -> "refused: " + reason;
                    case Reception.Conflict(long version) -> "ALARM: two documents with version " + version;
                    case Reception.Taken taken -> "";
                    case Reception.Known same -> "";
                };
            }
            while (kind == TerritoryDocument.CHARTER && shelf.fetchMissing(view.charters(), source)) {
                reload();
            }
        } catch (IOException e) {
            problem = "not reached: " + e.getMessage();
        } catch (IllegalArgumentException e) {
            problem = "refused: " + e.getMessage();
        }
        if (!problem.equals(lastProblem.put(kind, problem)) && !problem.isEmpty()) {
            LOG.warn("The trust anchor's {} was {}", kind.text(), problem);
        }
    }

    /** Takes the versions of the charter that lie between the one known and the one that came. */
    private void bridge(TerritoryDocument kind, byte[] bytes) throws IOException {
        if (kind != TerritoryDocument.CHARTER || view.charters().newest().isEmpty()
            || !(Envelope.parse(kind.tag(), bytes).read(envelope -> checked(kind, envelope))
                instanceof Opened.Valid<Checked>(Checked coming))) {
            return;
        }
        for (long next = view.charter().version() + 1; next < coming.version(); next++) {
            Optional<byte[]> between = source.charter(next);
            if (between.isEmpty() || !(accept(kind, between.get()) instanceof Reception.Taken)) {
                return;
            }
        }
    }

    private Checked checked(TerritoryDocument kind, Envelope envelope) {
        if (!envelope.signer().equals(anchor.did())) {
            throw new IllegalArgumentException("signed by " + envelope.signer() + ", not by the trust anchor");
        }
        ObjectNode payload = envelope.open(kind.tag(), anchor.key()).orThrow();
        long version = switch (kind) {
            case REGISTER -> Register.of(payload).version();
            case PROJECTS -> Projects.of(payload).version();
            case CHARTER -> SignedCharter.of(envelope).version();
        };
        return new Checked(envelope, version);
    }

    private Checked linked(TerritoryDocument kind, Checked document) {
        if (kind == TerritoryDocument.CHARTER) {
            shelf.requireLink(view.charters(), SignedCharter.of(document.envelope()));
        }
        return document;
    }

    private Reception keep(TerritoryDocument kind, Checked document, LongConsumer stored) {
        long version = document.version();
        return switch (store.keep(kind, version, document.envelope(), clock.instant(), () -> stored.accept(version))) {
            case NEWEST -> {
                reload();
                LOG.info("Of the territory's {}, version {} is now known", kind.text(), version);
                yield new Reception.Taken(version);
            }
            case KNOWN -> new Reception.Known(version);
            case OLDER -> new Reception.Refused("version " + version + " is lower than the one known");
            case CONFLICT -> {
                reload();
                yield new Reception.Conflict(version);
            }
        };
    }

    private void reload() {
        view = load();
        listeners.forEach(Runnable::run);
    }

    private TerritoryView load() {
        EnumMap<TerritoryDocument, Envelope> envelopes = new EnumMap<>(TerritoryDocument.class);
        EnumSet<TerritoryDocument> conflicts = EnumSet.noneOf(TerritoryDocument.class);
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            store.newest(kind).ifPresent(stored -> envelopes.put(kind, reopened(kind, stored.text())));
            if (store.inConflict(kind)) {
                conflicts.add(kind);
            }
        }
        return TerritoryView.of(envelopes, conflicts, shelf.chain(envelopes.get(TerritoryDocument.CHARTER)));
    }

    /** A stored document was checked when it came; it is again, for the pinned key may be another by now. */
    private Envelope reopened(TerritoryDocument kind, String stored) {
        return switch (Envelope.parse(kind.tag(), Json.bytes(stored)).read(known -> checked(kind, known))) {
            case Opened.Valid<Checked>(Checked document) -> document.envelope();
            case Opened.Refused<Checked>(String reason) -> throw new SetupException(
                "Le document « " + kind.text() + " » en mémoire n'est pas de l'ancre de confiance de node.yaml."
                    + " Rétablissez trustAnchor, ou créez un nœud neuf pour un autre territoire (détail technique, en"
                    + " anglais : " + reason + ").",
                "The stored " + kind.text() + " is not from the trust anchor in node.yaml (" + reason
                    + "). Put trustAnchor right, or create a new node for another territory.");
        };
    }

    private record Checked(Envelope envelope, long version) {
    }
}

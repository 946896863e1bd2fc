package eu.bocage.connector.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.storage.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * What this node did: append-only, hash-chained, signed.
 *
 * <p>An entry is {@code {"at":…,"branch":…,"content":{…},"debits":…,"kind":…,"number":…,"previous":…}} in canonical
 * JSON (RFC 8785), signed as an {@link Envelope} of {@link #ENTRY}. Numbers go up by one from 1; {@code previous} is
 * the SHA-256 of the entry before, in its canonical form, and 64 zeros in the first. So whoever lacks the node's key
 * can neither change, move, insert nor remove an entry without {@link LedgerCheck} naming the place; whoever has the
 * key can rewrite the end of the chain only as far back as no counterpart holds a receipt, for receipts name number
 * and hash of an entry. {@code debits} counts how many debits of a budget this node has made up to there, at most:
 * those that went missing as often as they may have been.
 *
 * <p><b>Branches.</b> A copy that is put back goes on under numbers that were used. So each entry names its branch, 32
 * random hexadecimal digits that are drawn for the first entry and anew whenever it shows that entries are missing: two
 * entries of one number that were written knowingly after different restores have different branches. Entries from
 * before there were branches name none.
 *
 * <p><b>Together or not at all.</b> An entry is written in the transaction of what it records. If either fails, neither
 * is there. Concurrent appends wait for one another until that transaction ends, so append last.
 *
 * <p><b>Never behind itself.</b> With a head note, nothing is appended under a number that this node has used: the
 * database was put back from an older copy then, be it while the node runs, and every action fails until that is
 * acknowledged ({@link #missing}).
 *
 * <p><b>No persons, no rows.</b> Content names members by DID and persons by pseudonym only; the caller sees to it.
 *
 * <p>Thread-safe.
 */
public final class Ledger {

    /** The kind of document that an entry is. */
    public static final Tag ENTRY = new Tag("bocage/ledger/1", 1 << 20);

    /** The kind of entry that stands for one debit. */
    public static final String DEBIT = "reserved";

    static final String NOTHING_BEFORE = "sha-256:" + "0".repeat(64);
    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final int PAGE = 500;

    private final Database database;
    private final Debits debits;
    private final Did self;
    private final NodeKeys keys;
    private final InstantSource clock;
    private final Optional<HeadNote> note;
    private volatile Optional<Missing> missing = Optional.empty();

    /** A ledger without a head note: entries cut off its end would leave no trace on this machine. */
    public Ledger(Database database, Did self, NodeKeys keys, InstantSource clock) {
        this(database, self, keys, clock, Optional.empty());
    }

    /**
     * A ledger with its head note in a folder. Where the note names an entry that the database lacks, the database is
     * an older copy, and the budgets in it are older too: see {@link #missing}.
     *
     * @throws SetupException when the note is torn or not signed by this node
     */
    public Ledger(Database database, Did self, NodeKeys keys, InstantSource clock, Path folder) {
        this(database, self, keys, clock, Optional.of(new HeadNote(folder.resolve(HeadNote.NAME))));
        note.ifPresent(this::compare);
    }

    private Ledger(Database database, Did self, NodeKeys keys, InstantSource clock, Optional<HeadNote> note) {
        this.database = database;
        this.debits = new Debits(database);
        this.self = self;
        this.keys = keys;
        this.clock = clock;
        this.note = note;
    }

    /**
     * Appends in the transaction that runs on this thread, or in one of its own.
     *
     * @param kind    what happened, lower-case letters and hyphens
     * @param content goes into the entry as it is now
     * @throws IllegalArgumentException when the content is not exact in RFC 8785 or longer than 1 MiB
     * @throws IllegalStateException while entries are missing that nobody acknowledged; also when they are found to be
     *     missing now, because the database was put back under the running node
     */
    public Entry append(String kind, ObjectNode content) {
        return append(kind, content, kind.equals(DEBIT) ? 1 : 0, false);
    }

    /**
     * Begins a new branch with an entry, as {@link #append}: a counterpart has shown that entries are missing which the
     * head note does not know of.
     *
     * @param debits how many may be among those
     */
    public Entry appendToNewBranch(String kind, ObjectNode content, long debits) {
        return append(kind, content, debits, true);
    }

    private Entry append(String kind, ObjectNode content, long debits, boolean anew) {
        requireWhole();
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("not a kind of entry: " + kind);
        }
        return database.inTransaction(handle -> {
            Next next = next(handle, debits);
            note.ifPresent(file -> requireNew(next.head(), file));
            requireWhole();
            if (anew) {
                begin(handle, next.head());
            }
            return append(handle, next, kind, content);
        });
    }

    /** What the database lacks of what the head note names, until {@link #acknowledge}; empty is the rule. */
    public Optional<Missing> missing() {
        return missing;
    }

    /**
     * Goes on behind what is missing, in an entry {@code restored} that says so. Until then nothing can be appended, so
     * that no newer note hides what is missing. Does nothing where nothing is.
     *
     * @param closing closes whatever must not go on as if nothing were missing, in the same transaction
     */
    public void acknowledge(Consumer<Missing> closing) {
        missing.ifPresent(gap -> {
            note.ifPresent(file -> file.start(Optional.empty()));
            database.useTransaction(handle -> {
                closing.accept(gap);
                Next next = next(handle, gap.debits());
                begin(handle, next.head());
                ObjectNode content = Json.object();
                put(content.putObject("here"), gap.here());
                put(content.putObject("noted"), gap.noted());
                append(handle, next, "restored", content);
            });
            missing = Optional.empty();
        });
    }

    /** Whether this very entry is in the ledger. */
    public boolean has(Head entry) {
        return database.read(handle -> handle.createQuery(
                "SELECT count(*) FROM ledger_entry WHERE number = :number AND hash = :hash")
            .bind("number", entry.number())
            .bind("hash", entry.hash())
            .mapTo(Long.class)
            .one()) == 1;
    }

    /** The branch of an entry; empty for one that is not there or is from before there were branches. */
    public Optional<String> branch(Head entry) {
        return database.read(handle -> handle.createQuery(
                "SELECT content FROM ledger_entry WHERE number = :number AND hash = :hash")
            .bind("number", entry.number())
            .bind("hash", entry.hash())
            .mapTo(String.class)
            .findOne()).flatMap(json -> branch(Json.read(json)));
    }

    static Optional<String> branch(ObjectNode entry) {
        return entry.has("branch") ? Optional.of(entry.path("branch").asText()) : Optional.empty();
    }

    /** Number of the last entry that was written at that time or before, by this node's clock; 0 for none. */
    public long lastAt(Instant time) {
        return lastAt(time, head().number());
    }

    private long lastAt(Instant time, long head) {
        long from = 0;
        long to = head;
        while (from < to) {
            long middle = (from + to + 1) >>> 1;
            if (page(middle - 1, 1).getFirst().noted().at().isAfter(time)) {
                to = middle - 1;
            } else {
                from = middle;
            }
        }
        return from;
    }

    /** Hands over all entries, oldest first; those appended meanwhile may or may not be among them. */
    public void forEach(Consumer<Entry> reader) {
        read(stored -> reader.accept(stored.entry()));
    }

    /** Writes all entries, oldest first, one signed envelope a line, as {@link LedgerCheck} reads them. */
    public void export(OutputStream out) {
        read(stored -> {
            try {
                out.write(envelope(stored));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("the ledger could not be written out", e);
            }
        });
    }

    /** Number and hash of the last entry; number 0 while there is none. */
    public Head head() {
        return database.read(Ledger::head);
    }

    /** The head note as it lies beside the database, for {@link LedgerCheck}. */
    public Optional<byte[]> headNote() {
        return note.flatMap(HeadNote::read);
    }

    /** @param json the entry in canonical JSON; @param hash over it; @param signature of the node over it */
    public record Entry(long number, String json, String hash, String signature) {
    }

    /** Where the ledger ends. */
    public record Head(long number, String hash) {
    }

    /**
     * Entries that were written and are not there.
     *
     * @param here  the last there is
     * @param noted the last there was
     * @param branch of the noted one, where it names one
     * @param after number of the last entry before those that are missing: the last there is, unless this copy went on
     *     without its note, and then the last there was, by this node's clock, when the noted one was written
     * @param debits that may be among those that are missing: as many as the noted one tells of beyond {@code after},
     *     or as many as entries where it tells of none
     */
    public record Missing(Head here, Head noted, Optional<String> branch, long after, long debits) {
    }

    /** Where the next entry stands, with the hash before it. @param debits up to it, with its own */
    private record Next(Head head, long debits) {
    }

    private record Stored(Entry entry, String signer) {

        LedgerCheck.Noted noted() {
            return LedgerCheck.Noted.of(new Head(entry.number(), entry.hash()), Json.read(entry.json()));
        }
    }

    private void requireNew(Head next, HeadNote file) {
        file.last().filter(last -> last.head().number() >= next.number()).ifPresent(last -> {
            Missing gap = missing(new Head(next.number() - 1, next.hash()), last);
            missing = Optional.of(gap);
            file.tell(gap);
        });
    }

    private void requireWhole() {
        missing.ifPresent(gap -> {
            throw new IllegalStateException("the ledger lacks entries up to " + gap.noted().number());
        });
    }

    /** Takes the next number; no other transaction gets one until this one ends. */
    private static Next next(Handle handle, long debits) {
        handle.execute("UPDATE ledger_head SET number = number + 1, debits = debits + ?", debits);
        return new Next(head(handle), Debits.now(handle));
    }

    private Entry append(Handle handle, Next next, String kind, ObjectNode content) {
        Head head = next.head();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode json = Json.object().put("number", head.number())
            .put("at", now.toString()).put("branch", current(handle, head)).put("debits", next.debits())
            .put("kind", kind).put("previous", head.hash());
        json.set("content", content);
        byte[] canonical = Json.canonical(json);
        Envelope envelope = Envelope.sign(ENTRY, json, self, keys);
        Entry entry = new Entry(head.number(), Json.text(canonical), Digest.of(canonical),
            envelope.json().get("signature").textValue());
        handle.execute("INSERT INTO ledger_entry (number, content, hash, signature, signer) VALUES (?, ?, ?, ?, ?)",
            entry.number(), entry.json(), entry.hash(), entry.signature(), self.text());
        handle.execute("UPDATE ledger_head SET hash = ?", entry.hash());
        byte[] bytes = envelope.bytes();
        LedgerCheck.Noted noted = LedgerCheck.Noted.of(new Head(entry.number(), entry.hash()), json);
        note.ifPresent(file -> database.afterCommit(() -> file.keep(noted, bytes)));
        return entry;
    }

    private static void begin(Handle handle, Head first) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        handle.execute("DELETE FROM ledger_branch WHERE since_entry >= ?", first.number());
        handle.execute("INSERT INTO ledger_branch (since_entry, id) VALUES (?, ?)", first.number(),
            HexFormat.of().formatHex(random));
    }

    /** The branch that goes on; the first one begins with the entry that is written now. */
    private static String current(Handle handle, Head now) {
        String newest = "SELECT id FROM ledger_branch ORDER BY since_entry DESC LIMIT 1";
        return handle.createQuery(newest).mapTo(String.class).findOne().orElseGet(() -> {
            begin(handle, now);
            return handle.createQuery(newest).mapTo(String.class).one();
        });
    }

    private void read(Consumer<Stored> reader) {
        List<Stored> page;
        long last = 0;
        do {
            page = page(last, PAGE);
            for (Stored stored : page) {
                reader.accept(stored);
                last = stored.entry().number();
            }
        } while (page.size() == PAGE);
    }

    private List<Stored> page(long after, int most) {
        return database.read(handle -> handle.createQuery("""
                SELECT number, content, hash, signature, signer FROM ledger_entry WHERE number > :after
                ORDER BY number LIMIT :page""")
            .bind("after", after)
            .bind("page", most)
            .map((row, context) -> new Stored(new Entry(row.getLong("number"), row.getString("content"),
                row.getString("hash"), row.getString("signature")), row.getString("signer")))
            .list());
    }

    /** The envelope that was signed, put together again: its members stand in the order of RFC 8785. */
    private static byte[] envelope(Stored stored) {
        return Json.bytes("{\"alg\":\"Ed25519\",\"payload\":" + stored.entry().json() + ",\"signature\":\""
            + stored.entry().signature() + "\",\"signer\":\"" + stored.signer() + "\"}");
    }

    private static Head head(Handle handle) {
        return handle.createQuery("SELECT number, hash FROM ledger_head")
            .map((row, context) -> new Head(row.getLong("number"), row.getString("hash")))
            .one();
    }

    private static void put(ObjectNode object, Head head) {
        object.put("number", head.number()).put("hash", head.hash());
    }

    private void compare(HeadNote file) {
        Optional<byte[]> bytes = file.read();
        Optional<LedgerCheck.Noted> noted = bytes.flatMap(note -> LedgerCheck.noted(note, keys.verificationKey()));
        if (bytes.filter(note -> !whole(note)).isPresent()) {
            throw new SetupException(
                "Le fichier " + file.file() + " est vide ou coupé, sans doute par un arrêt brutal de la machine."
                    + " Remettez sa sauvegarde ; à défaut, vérifiez que la base de données est bien la plus récente,"
                    + " puis effacez ce fichier : le nœud le refera.",
                "The file " + file.file() + " is empty or cut off, probably by a sudden stop of the machine. Restore it"
                    + " from your backup; if you have none, make sure that the database is the newest one, then delete"
                    + " this file: the node makes it anew.");
        }
        if (bytes.isPresent() && noted.isEmpty()) {
            throw new SetupException(
                "Le fichier " + file.file() + " n'est pas signé par ce nœud. Remettez la sauvegarde de ce fichier.",
                "The file " + file.file() + " is not signed by this node. Restore this file from your backup.");
        }
        missing = noted.filter(last -> !has(last.head())).map(last -> missing(head(), last));
        file.start(missing.isPresent() ? Optional.empty() : page(head().number() - 1, 1).stream()
            .map(Stored::noted).findFirst());
    }

    private Missing missing(Head here, LedgerCheck.Noted noted) {
        long before = Math.min(here.number(), noted.head().number() - 1);
        long after = Math.min(before, lastAt(noted.at(), here.number()));
        long count = noted.debits().orElse(-1) - debits.upTo(after);
        return new Missing(here, noted.head(), noted.branch(), after,
            count < 0 ? noted.head().number() - after : count);
    }

    private static boolean whole(byte[] note) {
        return Envelope.parse(ENTRY, note) instanceof Opened.Valid<Envelope>;
    }
}

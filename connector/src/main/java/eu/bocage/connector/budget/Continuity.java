package eu.bocage.connector.budget;

import eu.bocage.connector.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Whether the books of this node go on from where they were, or come from an older copy.
 *
 * <p><b>What holds.</b> Once entries of the ledger are known to be lost, every unit space and period of this node is
 * closed, those included that this copy has never heard of, and no debit goes through ({@link Budgets}). One is opened
 * again in two ways only. <i>Reconciled</i>: every lost debit that a signed receipt shows is charged, once; and each
 * lost debit that none explains is charged as one question at the price that is given, the highest that a question may
 * have; to every project and to the day on which the loss was found as well, for nobody can tell whose it was. Where
 * the number of lost debits is not known, each lost entry counts as one. So what was spent is charged at least, as far
 * as the loss is known. <i>Declared spent</i>: it never answers a new question again. Both are final, and nothing here
 * ever lowers what is spent.
 *
 * <p><b>Which receipts explain.</b> Only those of the branch of the ledger that the last known lost entry is of. Where
 * a copy is put back twice, what was written after the first time and what was written after the second are different
 * branches, and receipts of the one say nothing of the other; they are charged all the same. A receipt without a
 * branch explains entries without one only.
 *
 * <p><b>What cannot be told.</b> What was written after the end that is known; and that one and the same copy was put
 * back twice while nothing showed, before the second time, that it had been put back once, unless receipts show two
 * entries under one number.
 *
 * <p>Thread-safe.
 */
public final class Continuity {

    /** All of delta, in units of 1e-12. */
    private static final long CERTAIN = 1_000_000_000_000L;
    private static final long MOST = 1_000_000_000_000_000L;
    private static final long MOST_ASKED = 1_000_000_000;
    private static final long DAY = 86_400;
    private static final String PLACE = " unit_space = :unitSpace AND period = :period";
    private static final String EXPLAINED = """
        SELECT CASE WHEN count(*) > count(DISTINCT s.entry_number)
            OR sum(CASE WHEN s.entry_number = l.until_entry AND s.entry_hash <> l.until_hash THEN 1 ELSE 0 END) > 0
            THEN 0
            ELSE coalesce(sum(CASE WHEN coalesce(s.branch, '') = coalesce(l.until_branch, '') THEN 1 ELSE 0 END), 0)
            END
        FROM budget_shown s JOIN budget_lost l ON l.id = s.lost WHERE s.lost = :lost""";
    /** Questions that settling has charged to each project on {@code :day}. */
    static final String SETTLED_ON_A_DAY = "SELECT coalesce(sum(s.questions), 0) FROM budget_settled s JOIN budget_lost"
        + " l ON l.id = s.lost WHERE s.unit_space = :unitSpace AND s.period = :period AND l.found_at / " + DAY
        + " = :day";
    private static final String UNSETTLED = "SELECT * FROM budget_lost l WHERE NOT EXISTS (SELECT 1 FROM budget_settled"
        + " s WHERE s.lost = l.id AND" + PLACE + ") ORDER BY l.id";

    private final Database database;
    private final InstantSource clock;

    public Continuity(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How a unit space and period stands. */
    public enum State {
        OPEN,
        /** Entries are lost and it is neither reconciled nor declared spent. */
        CLOSED,
        DECLARED_SPENT
    }

    /**
     * Entries that went missing.
     *
     * @param after the last one before them
     * @param until the last of them that is known; more may have been written after it
     * @param found when; receipts of a later time tell of another loss
     * @param debits that may be among them
     */
    public record Lost(long id, long after, long until, Instant found, long debits) {

        boolean covers(long entry, Instant issued) {
            return entry > after && entry <= until && !issued.isAfter(found);
        }
    }

    /**
     * A debit whose entry is lost, as a receipt shows it.
     *
     * @param entry  its number
     * @param branch of the ledger that it is of, where it names one
     * @param issued when it was signed
     */
    public record Shown(long entry, String hash, Optional<String> branch, Instant issued, Place place, String project,
                        long microRho, long picoDelta) {
    }

    /** What opening one again has charged. @param unexplained lost debits, each charged at the price */
    public record Settled(Place place, long unexplained, long microRho) {
    }

    /**
     * Closes everything, in the transaction that runs on this thread, if any: a note of the ledger's end names an entry
     * that is not there. More may have been written after it, for the note may be older too.
     *
     * @param after     number of the last entry that is there and was there when the noted one was written, or less
     * @param until     number of the noted entry, more than {@code after}
     * @param untilHash its hash
     * @param branch    that it is of, where it names one
     * @param debits    that may be among the entries in between and the noted one
     */
    public void lost(long after, long until, String untilHash, Optional<String> branch, long debits) {
        database.useTransaction(handle -> {
            long id = handle.createQuery("SELECT coalesce(max(id), 0) + 1 FROM budget_lost").mapTo(Long.class).one();
            handle.execute("INSERT INTO budget_lost (id, after_entry, until_entry, until_hash, found_at,"
                + " until_branch, debits) VALUES (?, ?, ?, ?, ?, ?, ?)", id, after, until, untilHash,
                clock.instant().getEpochSecond(), branch.orElse(null), debits);
        });
    }

    /**
     * Closes everything, in the transaction that runs on this thread, if any: a receipt names an entry that is not
     * there. More may have been written after it. Entries of losses that were known when the receipt was signed are not
     * counted again.
     *
     * @param entry  number of the entry
     * @param hash   its hash
     * @param branch that it is of, where it names one
     * @param issued when the receipt was signed
     * @param after  number of the last entry that is there and was there at that time
     * @return how many debits may be lost: as many as entries
     */
    public long lost(long entry, String hash, Optional<String> branch, Instant issued, long after) {
        long before = losses().stream().filter(lost -> !issued.isAfter(lost.found()) && lost.until() < entry)
            .mapToLong(Lost::until).reduce(after, Math::max);
        long last = Math.min(before, entry - 1);
        lost(last, entry, hash, branch, entry - last);
        return entry - last;
    }

    /** Whether a lost entry belongs to a loss that is known. @param issued when the receipt was that names it */
    public boolean known(long entry, Instant issued) {
        return loss(entry, issued).isPresent();
    }

    public State state(Place place) {
        return database.read(handle -> state(handle, place));
    }

    /** Losses that are not settled for one unit space and period, oldest first. */
    public List<Lost> unsettled(Place place) {
        return database.read(handle -> unsettled(handle, place));
    }

    /**
     * Charges a debit whose entry is lost, if it was not charged before. Limits do not matter: it was spent.
     *
     * @return whether it was charged now
     * @throws IllegalArgumentException when no known loss covers it
     */
    public boolean charge(Shown shown) {
        Lost lost = loss(shown.entry(), shown.issued())
            .orElseThrow(() -> new IllegalArgumentException("no known loss covers entry " + shown.entry()));
        return database.inTransaction(handle -> {
            int fresh = handle.execute("""
                INSERT INTO budget_shown (entry_number, entry_hash, lost, unit_space, period, project, micro_rho,
                    pico_delta, branch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", shown.entry(),
                shown.hash(), lost.id(), shown.place().unitSpace(), shown.place().period(), shown.project(),
                shown.microRho(), shown.picoDelta(), shown.branch().orElse(null));
            if (fresh == 1) {
                add(handle, shown.place(), shown.microRho(), shown.picoDelta());
                addToProject(handle, shown);
            }
            return fresh == 1;
        });
    }

    /**
     * Opens a unit space and period again, in the transaction that runs on this thread, if any. Charges each lost debit
     * that no receipt explains, to all and to every project; all of delta, where there is any.
     *
     * @param price the most that one question may have cost, micro-rho, 1 or more; more if a receipt shows more
     * @return empty when it was not closed
     */
    public Optional<Settled> settle(Place place, long price) {
        return database.inTransaction(handle -> {
            if (state(handle, place) != State.CLOSED) {
                return Optional.empty();
            }
            long dearest = handle.createQuery("SELECT coalesce(max(micro_rho), 0) FROM budget_shown")
                .mapTo(Long.class).one();
            long each = Math.max(price, dearest);
            long unexplained = 0;
            long microRho = 0;
            for (Lost lost : unsettled(handle, place)) {
                long debits = unexplained(handle, lost);
                long charge = debits > MOST / each ? MOST : debits * each;
                settle(handle, place, lost, debits, charge);
                unexplained += debits;
                microRho = Math.min(MOST, microRho + charge);
            }
            return Optional.of(new Settled(place, unexplained, microRho));
        });
    }

    private void settle(Handle handle, Place place, Lost lost, long debits, long microRho) {
        long picoDelta = debits > 0 ? CERTAIN : 0;
        long questions = Math.min(debits, MOST_ASKED);
        handle.execute("INSERT INTO budget_settled (unit_space, period, lost, settled_at, micro_rho, pico_delta,"
            + " questions) VALUES (?, ?, ?, ?, ?, ?, ?)", place.unitSpace(), place.period(), lost.id(),
            clock.instant().getEpochSecond(), microRho, picoDelta, questions);
        add(handle, place, microRho, picoDelta);
        handle.execute("UPDATE budget_spent_by_project SET micro_rho = micro_rho + ?,"
            + " pico_delta = LEAST(pico_delta + ?, ?) WHERE unit_space = ? AND period = ?", microRho, picoDelta,
            CERTAIN, place.unitSpace(), place.period());
        handle.execute("UPDATE budget_asked SET questions = LEAST(questions + ?, ?) WHERE unit_space = ? AND period = ?"
            + " AND utc_day = ?", questions, MOST_ASKED, place.unitSpace(), place.period(), day(lost.found()));
    }

    /** Lost debits of all unsettled losses of a unit space and period that no receipt explains yet. */
    public long unexplained(Place place) {
        return database.read(handle -> unsettled(handle, place).stream()
            .mapToLong(lost -> unexplained(handle, lost)).sum());
    }

    /** In the transaction that runs on this thread, if any. @return false when it was declared spent before */
    public boolean declareSpent(Place place) {
        return database.inTransaction(handle -> handle.execute("INSERT INTO budget_declared_spent (unit_space, period,"
            + " declared_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", place.unitSpace(), place.period(),
            clock.instant().getEpochSecond()) == 1);
    }

    static State state(Handle handle, Place place) {
        boolean spent = count(handle, place, "SELECT count(*) FROM budget_declared_spent WHERE" + PLACE) > 0;
        return spent ? State.DECLARED_SPENT : unsettled(handle, place).isEmpty() ? State.OPEN : State.CLOSED;
    }

    /**
     * A receipt explains the one entry that it names, the debit; that of the answer may lie outside what is known to be
     * lost. Where a number has two hashes, the ledger was set back more than once and had several ends: what is known
     * of one tells nothing of another, and nothing is explained.
     */
    private static long unexplained(Handle handle, Lost lost) {
        long shown = handle.createQuery(EXPLAINED).bind("lost", lost.id()).mapTo(Long.class).one();
        return Math.max(lost.debits() - shown, 0);
    }

    private static List<Lost> unsettled(Handle handle, Place place) {
        return handle.createQuery(UNSETTLED)
            .bind("unitSpace", place.unitSpace())
            .bind("period", place.period())
            .map((row, context) -> lost(row))
            .list();
    }

    private Optional<Lost> loss(long entry, Instant issued) {
        return losses().stream().filter(lost -> lost.covers(entry, issued)).findFirst();
    }

    private List<Lost> losses() {
        return database.read(handle -> handle.createQuery("SELECT * FROM budget_lost ORDER BY id")
            .map((row, context) -> lost(row)).list());
    }

    private static Lost lost(ResultSet row) throws SQLException {
        long after = row.getLong("after_entry");
        long until = row.getLong("until_entry");
        long debits = row.getLong("debits");
        return new Lost(row.getLong("id"), after, until, Instant.ofEpochSecond(row.getLong("found_at")),
            row.wasNull() ? until - after : debits);
    }

    private static void add(Handle handle, Place place, long microRho, long picoDelta) {
        handle.execute("INSERT INTO budget_spent (unit_space, period, micro_rho, pico_delta) VALUES (?, ?, 0, 0)"
            + " ON CONFLICT DO NOTHING", place.unitSpace(), place.period());
        handle.execute("UPDATE budget_spent SET micro_rho = micro_rho + ?, pico_delta = LEAST(pico_delta + ?, ?)"
            + " WHERE unit_space = ? AND period = ?", microRho, picoDelta, CERTAIN, place.unitSpace(), place.period());
    }

    private static void addToProject(Handle handle, Shown shown) {
        Place place = shown.place();
        openBooks(handle, place, shown.project(), day(shown.issued()));
        handle.execute("UPDATE budget_asked SET questions = LEAST(questions + 1, ?) WHERE unit_space = ? AND period = ?"
            + " AND project = ? AND utc_day = ?", MOST_ASKED, place.unitSpace(), place.period(), shown.project(),
            day(shown.issued()));
        handle.execute("UPDATE budget_spent_by_project SET micro_rho = micro_rho + ?,"
            + " pico_delta = LEAST(pico_delta + ?, ?) WHERE unit_space = ? AND period = ? AND project = ?",
            shown.microRho(), shown.picoDelta(), CERTAIN, place.unitSpace(), place.period(), shown.project());
    }

    /** Begins a project's books of a unit space and period, and of a day, with what settling charges to every one. */
    static void openBooks(Handle handle, Place place, String project, long day) {
        handle.createUpdate("INSERT INTO budget_spent_by_project (unit_space, period, project, micro_rho, pico_delta)"
                + " VALUES (:unitSpace, :period, :project, (" + settled("micro_rho") + "), LEAST(" + CERTAIN + ", ("
                + settled("pico_delta") + "))) ON CONFLICT DO NOTHING")
            .bind("unitSpace", place.unitSpace()).bind("period", place.period()).bind("project", project).execute();
        handle.createUpdate("INSERT INTO budget_asked (unit_space, period, project, utc_day, questions)"
                + " VALUES (:unitSpace, :period, :project, :day, LEAST(" + MOST_ASKED + ", (" + SETTLED_ON_A_DAY
                + "))) ON CONFLICT DO NOTHING")
            .bind("unitSpace", place.unitSpace()).bind("period", place.period()).bind("project", project)
            .bind("day", day).execute();
    }

    /** What settling has charged to each project of {@code :unitSpace} and {@code :period}. @param column of it */
    static String settled(String column) {
        return "SELECT coalesce(sum(" + column + "), 0) FROM budget_settled WHERE" + PLACE;
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), DAY);
    }

    private static long count(Handle handle, Place place, String sql) {
        return handle.createQuery(sql).bind("unitSpace", place.unitSpace()).bind("period", place.period())
            .mapTo(Long.class).one();
    }
}

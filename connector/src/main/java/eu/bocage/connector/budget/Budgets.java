package eu.bocage.connector.budget;

import eu.bocage.compute.PrivacyLoss;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Spent;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The privacy budgets of this node, counted in zCDP rho (Bun and Steinke 2016), in whole millionths, with the delta
 * that goes with it.
 *
 * <p><b>What holds.</b> A budget lies on a unit space and a period, whatever dataset, version or agreement a question
 * comes by: publishing again refills nothing. What the answers about one unit space and period cost never exceeds
 * {@link Limits#total}, nor a project's part of it {@link Limits#projectShare}, however many ask at once and wherever
 * the process dies: a charge locks the row of its unit space and period, looks, and adds, in the transaction that also
 * records the question; each addition is conditional on the bound once more, and one that does not apply fails the
 * whole transaction. What is spent is never given back; no method lowers it.
 *
 * <p>Delta stops as rho does, at {@link Limits#picoDelta} and a project's part of it: an answer that needs more is
 * refused, however much rho is left. Under pure zCDP an answer has none, and a limit of 0 admits such answers only.
 *
 * <p>Where a charter lowers a limit below what is spent, nothing is left. Where this node's books come from an older
 * copy, nothing is left either, see {@link Continuity}. Thread-safe.
 */
public final class Budgets {

    private static final String SCOPE = " WHERE unit_space = :unitSpace AND period = :period";
    private static final String PROJECT = SCOPE + " AND project = :project";
    private static final String DAY = PROJECT + " AND utc_day = :day";

    private static final String RHO_OF_PROJECT = "SELECT coalesce((SELECT micro_rho FROM budget_spent_by_project"
        + PROJECT + "), (" + Continuity.settled("micro_rho") + "))";
    private static final String DELTA_OF_PROJECT = "SELECT coalesce((SELECT pico_delta FROM budget_spent_by_project"
        + PROJECT + "), (" + Continuity.settled("pico_delta") + "))";
    private static final String ASKED = "SELECT coalesce((SELECT questions FROM budget_asked" + DAY + "), ("
        + Continuity.SETTLED_ON_A_DAY + "))";

    private static final String ADDED = "micro_rho = micro_rho + :microRho, pico_delta = pico_delta + :picoDelta";
    private static final String ROOM = " AND micro_rho <= :limit - :microRho"
        + " AND (:picoDelta = 0 OR pico_delta <= :deltaLimit - :picoDelta)";

    private final Database database;
    private final InstantSource clock;

    public Budgets(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Charges in the transaction that runs on this thread; nothing is changed unless all scopes have room.
     *
     * @param microRho  1 or more
     * @param picoDelta but for which probability the answer is private, in units of 1e-12, 0 or more; 0 under pure zCDP
     */
    public Charge charge(Scope scope, long microRho, long picoDelta, Limits limits) {
        if (microRho < 1 || picoDelta < 0) {
            throw new IllegalArgumentException("not a cost: " + microRho + " micro-rho, " + picoDelta + " pico-delta");
        }
        return database.inTransaction(handle -> charge(handle, new Spending(scope, microRho, picoDelta, today()),
            limits));
    }

    public Balance balance(Scope scope, Limits limits) {
        return database.read(handle -> balance(handle, new Spending(scope, 0, 0, today()), limits));
    }

    /** What the books say before a question is judged. */
    public Spent spent(Scope scope) {
        return database.read(handle -> {
            Spending spending = new Spending(scope, 0, 0, today());
            return new Spent(
                Optional.of(number(handle, spending, RHO_OF_PROJECT)),
                Optional.of(number(handle, spending, "SELECT micro_rho FROM budget_spent" + SCOPE)),
                Optional.of((int) Math.min(number(handle, spending, ASKED), Integer.MAX_VALUE)));
        });
    }

    /** What was spent, of every unit space and period that anything was spent of and of those named. */
    public List<Book> books(Collection<Place> named) {
        return database.read(handle -> {
            TreeSet<Place> places = new TreeSet<>(Comparator.comparing(Place::unitSpace).thenComparing(Place::period));
            places.addAll(named);
            places.addAll(handle.createQuery("SELECT unit_space, period FROM budget_spent")
                .map((row, context) -> new Place(row.getString("unit_space"), row.getString("period"))).list());
            return places.stream().map(place -> book(handle, place)).toList();
        });
    }

    /** What a charge falls on. */
    public record Scope(String unitSpace, String period, String project) {

        public Place place() {
            return new Place(unitSpace, period);
        }
    }

    /**
     * The bounds of one scope.
     *
     * @param total        of unit space x period, micro-rho
     * @param projectShare of it, micro-rho
     * @param perDay       questions
     * @param picoDelta    of unit space x period, in units of 1e-12; 0 to 1e12
     */
    public record Limits(long total, long projectShare, int perDay, long picoDelta) {

        public Limits {
            if (picoDelta < 0 || picoDelta > 1_000_000_000_000L) {
                throw new IllegalArgumentException("not a probability: " + picoDelta + " pico-delta");
            }
        }

        /**
         * What a charter and a project's share allow. No charter states a delta: half of the customary 10^-6 may be
         * used up by answers that group by private keys, so that a whole of 10^-6 is left to state epsilon with.
         */
        public static Limits of(Charter charter, int projectPerMille) {
            long total = charter.budget().perUnitSpace();
            long share = Math.multiplyExact(total, projectPerMille) / 1000;
            int perDay = charter.budget().questionsPerDay();
            return new Limits(total,
                charter.terms().budgetPerProject().map(most -> Math.min(most, share)).orElse(share),
                charter.terms().requestsPerDay().map(most -> Math.min(most, perDay)).orElse(perDay),
                PrivacyLoss.USUAL_DELTA / 2);
        }

        /** What both allow. */
        public Limits and(Limits other) {
            return new Limits(Math.min(total, other.total), Math.min(projectShare, other.projectShare),
                Math.min(perDay, other.perDay), Math.min(picoDelta, other.picoDelta));
        }

        /** A project's part of delta, in proportion to its part of rho, rounded down. */
        public long projectPicoDelta() {
            if (total <= 0 || projectShare <= 0) {
                return 0;
            }
            return BigInteger.valueOf(picoDelta).multiply(BigInteger.valueOf(Math.min(projectShare, total)))
                .divide(BigInteger.valueOf(total)).longValueExact();
        }
    }

    /** What is left, micro-rho, questions, and delta in units of 1e-12 for the project; never negative. */
    public record Balance(long leftTotal, long leftProject, int leftToday, long leftPicoDelta) {

        /** How many questions of one cost, of more than no rho, are still possible, on however many days. */
        public long questions(PrivacyLoss cost) {
            long questions = Math.min(leftTotal, leftProject) / cost.microRho();
            return cost.picoDelta() == 0 ? questions : Math.min(questions, leftPicoDelta / cost.picoDelta());
        }

        /** What is left, in French, counted in questions like one that costs so much. */
        public String french(PrivacyLoss cost) {
            long left = questions(cost);
            if (left == 0) {
                return "Le budget ne suffit plus pour une question comme celle-ci.";
            }
            return "Il reste de quoi poser environ " + left + (left == 1 ? " question" : " questions")
                + " comme celle-ci, dont " + Math.min(left, leftToday) + " aujourd'hui (jour UTC).";
        }

        /** What is left, in English, counted in questions like one that costs so much. */
        public String english(PrivacyLoss cost) {
            long left = questions(cost);
            if (left == 0) {
                return "The budget no longer suffices for a question such as this one.";
            }
            return "What is left is enough for about " + left + (left == 1 ? " such question" : " such questions")
                + ", " + Math.min(left, leftToday) + " of them today (UTC day).";
        }
    }

    /** What came of a charge. */
    public sealed interface Charge {

        /** It is in the books once the transaction commits. @param balance after it */
        record Charged(Balance balance) implements Charge {
        }

        /** Nothing was changed, and nothing can be until the owner has put the books right. */
        record Closed() implements Charge {
        }

        /** Nothing was changed. */
        record Refused(String french, String english, Balance balance) implements Charge {
        }
    }

    private record Spending(Scope scope, long microRho, long picoDelta, long day) {
    }

    private static Charge charge(Handle handle, Spending spending, Limits limits) {
        update(handle, spending, "INSERT INTO budget_spent (unit_space, period, micro_rho, pico_delta)"
            + " VALUES (:unitSpace, :period, 0, 0) ON CONFLICT DO NOTHING", 0, 0);
        number(handle, spending, "SELECT micro_rho FROM budget_spent" + SCOPE + " FOR UPDATE");
        Balance before = balance(handle, spending, limits);
        switch (Continuity.state(handle, spending.scope().place())) {
            case CLOSED -> {
                return new Charge.Closed();
            }
            case DECLARED_SPENT -> {
                return new Charge.Refused("Le détenteur a déclaré dépensé le budget de ces données pour cette période.",
                    "The holder has declared the budget of these data for this period spent.", before);
            }
            case OPEN -> { }
        }
        if (before.leftTotal() < spending.microRho()) {
            return new Charge.Refused(
                "Le budget de confidentialité de ces données pour cette période n'y suffit plus, tous projets"
                    + " confondus." + wayOut(before.leftTotal(), true),
                "The privacy budget of these data for this period no longer suffices, for all projects together."
                    + wayOut(before.leftTotal(), false), before);
        }
        if (before.leftProject() < spending.microRho()) {
            return new Charge.Refused(
                "La part de votre projet dans le budget de confidentialité de ces données n'y suffit plus."
                    + wayOut(Math.min(before.leftProject(), before.leftTotal()), true),
                "Your project's share of the privacy budget of these data no longer suffices."
                    + wayOut(Math.min(before.leftProject(), before.leftTotal()), false), before);
        }
        if (exceeds(handle, spending, "SELECT pico_delta FROM budget_spent" + SCOPE, limits.picoDelta())) {
            return new Charge.Refused(
                "Cette réponse n'est confidentielle qu'à une faible probabilité près, et le budget de ces données pour"
                    + " cette période n'admet plus cette probabilité, pour aucun projet.",
                "This answer is private but for a small probability, and the budget of these data for this period no"
                    + " longer admits that probability, for any project.", before);
        }
        if (exceeds(handle, spending, DELTA_OF_PROJECT, limits.projectPicoDelta())) {
            return new Charge.Refused(
                "Cette réponse n'est confidentielle qu'à une faible probabilité près, et la part de votre projet"
                    + " n'admet plus cette probabilité.",
                "This answer is private but for a small probability, and your project's share no longer admits that"
                    + " probability.", before);
        }
        if (before.leftToday() < 1) {
            return new Charge.Refused(
                "Votre projet a posé toutes ses questions du jour sur ces données (" + limits.perDay()
                    + "). Revenez demain (jour UTC).",
                "Your project has asked all its questions of the day about these data (" + limits.perDay()
                    + "). Come back tomorrow (UTC day).", before);
        }
        add(handle, spending, "UPDATE budget_spent SET " + ADDED + SCOPE + ROOM, limits.total(), limits.picoDelta());
        Continuity.openBooks(handle, spending.scope().place(), spending.scope().project(), spending.day());
        add(handle, spending, "UPDATE budget_spent_by_project SET " + ADDED + PROJECT + ROOM, limits.projectShare(),
            limits.projectPicoDelta());
        add(handle, spending, "UPDATE budget_asked SET questions = questions + 1" + DAY + " AND questions < :limit",
            limits.perDay(), 0);
        return new Charge.Charged(balance(handle, spending, limits));
    }

    private static Balance balance(Handle handle, Spending spending, Limits limits) {
        if (Continuity.state(handle, spending.scope().place()) != Continuity.State.OPEN) {
            return new Balance(0, 0, 0, 0);
        }
        long total = limits.total() - number(handle, spending, "SELECT micro_rho FROM budget_spent" + SCOPE);
        long project = limits.projectShare() - number(handle, spending, RHO_OF_PROJECT);
        long today = limits.perDay() - number(handle, spending, ASKED);
        long delta = Math.min(
            limits.picoDelta() - number(handle, spending, "SELECT pico_delta FROM budget_spent" + SCOPE),
            limits.projectPicoDelta() - number(handle, spending, DELTA_OF_PROJECT));
        return new Balance(Math.max(total, 0), Math.max(project, 0), (int) Math.max(today, 0), Math.max(delta, 0));
    }

    private static Book book(Handle handle, Place place) {
        Spending spending = new Spending(new Scope(place.unitSpace(), place.period(), ""), 0, 0, 0);
        return new Book(place, Continuity.state(handle, place),
            number(handle, spending, "SELECT micro_rho FROM budget_spent" + SCOPE),
            number(handle, spending, "SELECT pico_delta FROM budget_spent" + SCOPE),
            handle.createQuery("SELECT * FROM budget_spent_by_project" + SCOPE + " ORDER BY project")
                .bind("unitSpace", place.unitSpace()).bind("period", place.period())
                .map((row, context) -> new Book.ProjectBook(row.getString("project"), row.getLong("micro_rho"),
                    row.getLong("pico_delta")))
                .list());
    }

    /** What can still be asked. */
    private static String wayOut(long left, boolean french) {
        String smaller = left < 1 ? "" : french
            ? " Il en reste " + left + " millionièmes : une question moins précise (microRho plus petit) peut passer."
            : " There are " + left + " millionths left: a less exact question (a smaller microRho) may pass.";
        return smaller + (french ? " Une question déjà posée reste gratuite, et une autre période a son propre budget."
            : " A question asked before stays free, and another period has a budget of its own.");
    }

    /** Whether the delta of a charge is more than what the one number of a row leaves of a limit; none never is. */
    private static boolean exceeds(Handle handle, Spending spending, String sql, long limit) {
        return spending.picoDelta() > 0 && spending.picoDelta() > limit - number(handle, spending, sql);
    }

    private static void add(Handle handle, Spending spending, String sql, long limit, long deltaLimit) {
        if (update(handle, spending, sql, limit, deltaLimit) != 1) {
            throw new IllegalStateException("a budget changed under its lock; nothing was charged");
        }
    }

    private static int update(Handle handle, Spending spending, String sql, long limit, long deltaLimit) {
        return handle.createUpdate(sql)
            .bind("unitSpace", spending.scope().unitSpace())
            .bind("period", spending.scope().period())
            .bind("project", spending.scope().project())
            .bind("day", spending.day())
            .bind("microRho", spending.microRho())
            .bind("picoDelta", spending.picoDelta())
            .bind("limit", limit)
            .bind("deltaLimit", deltaLimit)
            .execute();
    }

    /** The one number of the one row there may be, 0 without it. */
    private static long number(Handle handle, Spending spending, String sql) {
        return handle.createQuery(sql)
            .bind("unitSpace", spending.scope().unitSpace())
            .bind("period", spending.scope().period())
            .bind("project", spending.scope().project())
            .bind("day", spending.day())
            .mapTo(Long.class)
            .findOne().orElse(0L);
    }

    private long today() {
        Instant now = clock.instant();
        return now.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }
}

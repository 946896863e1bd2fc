package eu.bocage.connector.budget;

import eu.bocage.connector.storage.Database;
import java.time.InstantSource;

/** The privacy budgets of this node: one per unit space and period, with a share per project. */
public final class Budgets {

    public Budgets(Database database, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Charges in the transaction that runs on this thread; nothing is changed unless all scopes have room. */
    public Charge charge(Scope scope, long microRho, Limits limits) {
        throw new UnsupportedOperationException();
    }

    public Balance balance(Scope scope, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** What a charge falls on. */
    public record Scope(String unitSpace, String period, String project) {
    }

    /** @param total of unit space x period, micro-rho; @param projectShare of it, micro-rho; @param perDay questions */
    public record Limits(long total, long projectShare, int perDay) {
    }

    /** What is left, micro-rho. */
    public record Balance(long leftTotal, long leftProject, int leftToday) {
    }

    /** What came of a charge. */
    public sealed interface Charge {

        record Charged(Balance balance) implements Charge {
        }

        record Refused(String french, String english, Balance balance) implements Charge {
        }
    }
}

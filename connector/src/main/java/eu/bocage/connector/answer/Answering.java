package eu.bocage.connector.answer;

import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.time.InstantSource;

/** The provider's side of a question: token, policy, debit, ledger, noise, receipt. */
public final class Answering implements AutoCloseable {

    /** @param slot answers leave at multiples of this after receipt */
    public Answering(Did self, NodeKeys keys, Territory territory, Agreements agreements, AccessGrants grants,
                     Gate gate, Datasets datasets, Budgets budgets, Ledger ledger, Database database,
                     Duration slot, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Finishes, or closes as charged, what a crash left between reservation and answer. */
    public void recover() {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers what a consumer's node sent to {@code POST /query}. Blocks until the time slot.
     *
     * @param bearer the transfer's token
     * @param body   an envelope of {@link Messages#REQUEST}
     */
    public Reply answer(String bearer, byte[] body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** @param status of HTTP; @param body JSON */
    public record Reply(int status, byte[] body) {
    }
}

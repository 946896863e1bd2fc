package eu.bocage.connector.edc.store;

import eu.bocage.connector.storage.Database;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** EDC's transactions are the node's: what EDC stores commits together with what the node stores beside it. */
record DatabaseTransactions(Database database) implements TransactionContext {

    @Override
    public void execute(TransactionBlock block) {
        database.joinTransaction(() -> {
            block.execute();
            return null;
        });
    }

    @Override
    public <T> T execute(ResultTransactionBlock<T> block) {
        return database.joinTransaction(block::execute);
    }

    @Override
    public void registerSynchronization(TransactionSynchronization synchronization) {
        database.beforeCompletion(synchronization::beforeCompletion);
    }
}

package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.answer.Asking.Asked;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An asker whose provider comes back, over HTTP, from an old copy of its whole data folder. */
class RestoredCounterpartTest {

    @TempDir
    Path providers;
    @TempDir
    Path backups;
    @TempDir
    Path consumers;

    private Copies copies;
    private Counterpart counterpart;
    private Database database;
    private Ledger ledger;

    @BeforeEach
    void open() {
        copies = new Copies(providers, backups);
        counterpart = new Counterpart(providers);
        database = Database.openFile(consumers);
        ledger = new Ledger(database, counterpart.world.consumer.did(), counterpart.world.consumerKeys,
            () -> counterpart.world.now);
    }

    @AfterEach
    void close() {
        database.close();
        counterpart.close();
    }

    @Test
    void closesItsProviderByTheNewestReceiptAndOpensItByAllOfThem() {
        answered(World.QUESTION);
        counterpart.restart(() -> copies.save(Copies.EVERYTHING));
        later();
        answered(Desks.costing(40_000));
        later();
        answered(World.QUESTION);
        counterpart.restart(() -> copies.putBack(Copies.EVERYTHING));
        later();
        assertThat(spent()).isEqualTo(50_000);
        assertThat(ask(Desks.costing(30_000))).isInstanceOfSatisfying(Asked.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("dataset");
            assertThat(refused.english()).contains("restored from an older copy");
            assertThat(refused.french()).contains("remis depuis une copie plus ancienne");
        });
        Reconciliation reconciliation = Desks.reconciliation(counterpart.world);
        List<String> receipts = asking(asking -> asking.receipts(counterpart.world.provider.did()));
        assertThat(reconciliation.show(receipts)).isEqualTo(new Reconciliation.Seen(2, 1, 0));
        reconciliation.open(List.of(), 50_000);
        long least = 90_000;
        assertThat(spent()).isGreaterThanOrEqualTo(least);
        long before = spent();
        answered(Desks.costing(30_000));
        assertThat(spent()).isEqualTo(before + 30_000);
    }

    private void later() {
        counterpart.world.now = counterpart.world.now.plusSeconds(60);
    }

    private void answered(String question) {
        assertThat(ask(question)).isInstanceOf(Asked.Answered.class);
    }

    private Asked ask(String question) {
        return asking(asking -> asking.ask(Optional.of(counterpart.world.provider.did()), question, Optional.empty(),
            "person:" + "0".repeat(32), step -> { }));
    }

    private interface Work<T> {
        T with(Asking asking);
    }

    private <T> T asking(Work<T> work) {
        World world = counterpart.world;
        try (Asking asking = new Asking(world.consumer.did(), world.consumerKeys, world.territory, counterpart, world,
            world.gate, ledger, database, () -> world.now, Set.of(counterpart.endpoint.getAuthority()))) {
            return work.with(asking);
        }
    }

    private long spent() {
        return 1_000_000 - counterpart.world.budgets.balance(new Budgets.Scope("meters", "2025", World.PROJECT),
            new Budgets.Limits(1_000_000, 600_000, 500, 0)).leftTotal();
    }
}

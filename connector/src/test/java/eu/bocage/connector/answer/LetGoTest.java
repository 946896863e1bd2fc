package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.answer.Asking.Asked;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of an answer that comes while the consumer reads another long one. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LetGoTest {

    /** More than the sockets of a connection hold. */
    private static final int LONG = 64 << 20;

    @TempDir
    Path providers;
    @TempDir
    Path consumers;

    private final Turns turns = Turns.each(Long.MAX_VALUE);
    private final Turns.Turn others = turns.turn();
    private Counterpart counterpart;
    private World world;
    private Database database;
    private Ledger ledger;
    private Asking asking;

    @BeforeEach
    void open() {
        counterpart = new Counterpart(providers);
        world = counterpart.world;
        database = Database.openFile(consumers);
        ledger = new Ledger(database, world.consumer.did(), world.consumerKeys, () -> world.now);
        asking = asking(Duration.ofMinutes(4));
        assertThat(others.take(Duration.ZERO)).isTrue();
    }

    @AfterEach
    void close() {
        others.close();
        asking.close();
        database.close();
        counterpart.close();
    }

    @Test
    void getsTheAnswerWhenItsTurnComesForOneCharge() {
        letGoOfTheFirst(() -> { });
        assertThat(ask()).isInstanceOf(Asked.Answered.class);
        assertThat(counterpart.posts).hasValue(2);
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void isNotChargedASecondTimeWhereTheDataArePublishedAnewMeanwhile() {
        letGoOfTheFirst(() -> world.datasets.publish(World.CARD, world.csv(3_000, 2026), rows -> { }));
        Asked.Refused refused = withdrawn(ask());
        assertThat(refused.english()).contains("bocage preview", "or the rules have changed");
        assertThat(refused.french()).contains("bocage preview", "ou les règles ont changé");
        assertThat(counterpart.posts).hasValue(2);
        assertThat(spent()).isEqualTo(50_000);
        assertThat(kinds()).containsExactly("asked", "denied");
    }

    /** As when nobody replied: no entry says that it was denied, for it may have been charged. */
    @Test
    void isToldToAskLaterWhereTheProviderIsBusyWhenItsTurnComes() {
        letGoOfTheFirst(() -> counterpart.disturb = reply -> Refusal.BUSY.reply());
        assertThat(ask()).isInstanceOfSatisfying(Asked.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("busy");
            assertThat(refused.english()).contains("Ask the same question later", "not charged again");
            assertThat(refused.french()).contains("Posez la même question plus tard", "une seconde fois");
        });
        assertThat(kinds()).containsExactly("asked");
        counterpart.disturb = UnaryOperator.identity();
        assertThat(ask()).isInstanceOf(Asked.Answered.class);
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void saysThatItReadsOthersWhereNoTurnComesAndBlamesNobody() {
        asking.close();
        asking = asking(Duration.ofMillis(1));
        counterpart.disturb = reply -> new Answering.Reply(reply.status(), spaced(reply.body()));
        assertThat(ask()).isInstanceOfSatisfying(Asked.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("busy");
            assertThat(refused.english()).startsWith("This node is reading other long answers.");
            assertThat(refused.french()).startsWith("Ce nœud lit déjà d'autres longues réponses.");
        });
        counterpart.disturb = UnaryOperator.identity();
        assertThat(ask()).isInstanceOf(Asked.Answered.class);
        assertThat(spent()).isEqualTo(50_000);
    }

    /** With a token that is no more good it would begin anew, were it not for what it may have been charged. */
    @Test
    void doesNotBeginAnewWhereItsTokenIsRevokedMeanwhile() {
        letGoOfTheFirst(() -> {
            world.datasets.publish(World.CARD, world.csv(3_000, 2026), rows -> { });
            world.grants.revoke("transfer-agreement-1");
        });
        assertThat(withdrawn(ask()).english()).contains("token is unknown or revoked");
        assertThat(counterpart.posts).hasValue(2);
        assertThat(spent()).isEqualTo(50_000);
    }

    /** The first reply is long and finds no turn; once it has left or is cut, something happens, and the turn comes. */
    private void letGoOfTheFirst(Runnable meanwhile) {
        counterpart.disturb = reply -> new Answering.Reply(reply.status(), spaced(reply.body()));
        counterpart.left = () -> {
            counterpart.disturb = UnaryOperator.identity();
            counterpart.left = () -> { };
            meanwhile.run();
            others.close();
        };
    }

    private Asking asking(Duration turnPatience) {
        return new Asking(world.consumer.did(), world.consumerKeys, world.territory, counterpart, world, world.gate,
            ledger, database, () -> world.now, Set.of(counterpart.endpoint.getAuthority()), turns, turnPatience);
    }

    private static byte[] spaced(byte[] body) {
        byte[] all = new byte[LONG];
        Arrays.fill(all, (byte) ' ');
        System.arraycopy(body, 0, all, 0, body.length);
        return all;
    }

    private List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        ledger.forEach(entry ->
            kinds.add(entry.json().replaceAll(".*\"kind\":\"([a-z-]+)\",\"number\".*", "$1")));
        return kinds;
    }

    private Asked ask() {
        return asking.ask(Optional.of(world.provider.did()), World.QUESTION, Optional.empty(),
            "person:" + "0".repeat(32), step -> { });
    }

    private static Asked.Refused withdrawn(Asked asked) {
        assertThat(asked).isInstanceOfSatisfying(Asked.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("withdrawn"));
        return (Asked.Refused) asked;
    }

    private long spent() {
        return 1_000_000 - world.budgets.balance(new Budgets.Scope("meters", "2025", World.PROJECT),
            new Budgets.Limits(1_000_000, 600_000, 500, 0)).leftTotal();
    }
}

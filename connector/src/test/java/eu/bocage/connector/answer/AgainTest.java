package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.FireNode.Got;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /again}, where whoever let go of an answer gets it once more and nothing is ever charged. */
class AgainTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

    @TempDir
    Path folder;

    private final HttpClient client = FireNode.client();
    private FireNode node;
    private String token;
    private byte[] request;

    @BeforeEach
    void open() {
        node = new FireNode(folder, Computing.real());
        node.world.publish();
        token = node.world.grants.grant("transfer", World.AGREEMENT);
        request = Desks.request(node.world, World.QUESTION);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        node.close();
    }

    @Test
    void givesTheSameAnswerOnceMoreWithoutACharge() throws Exception {
        Got first = posted("/query");
        Got second = posted("/again");
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(Desks.answer(second.reply())).isEqualTo(Desks.answer(first.reply()));
        ObjectNode receipt = (ObjectNode) Json.read(Json.text(Desks.receipt(second.reply()))).required("payload");
        assertThat(receipt.path("charged").asLong(-1)).isZero();
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void refusesWhatWasNotCharged() throws Exception {
        assertAnew();
        assertThat(spent()).isZero();
        assertThat(node.world.kinds()).containsExactly("published", "granted", "refused");
    }

    @Test
    void refusesOnceTheDataWerePublishedAnew() throws Exception {
        assertThat(posted("/query").status()).isEqualTo(200);
        node.world.datasets.publish(World.CARD, node.world.csv(3_000, 2026), rows -> { });
        assertAnew();
        assertThat(spent()).isEqualTo(50_000);
        assertThat(posted("/query").status()).isEqualTo(200);
        assertThat(spent()).isEqualTo(100_000);
    }

    @Test
    void refusesUnderRulesThatHideMoreThanThoseItWasChargedUnder() throws Exception {
        assertThat(posted("/query").status()).isEqualTo(200);
        node.world.nextCharter(text -> text.replace("minimumGroup: 10", "minimumGroup: 50"));
        node.world.agree(World.AGREEMENT, node.world.consumer.did(), World.PROJECT);
        assertAnew();
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void staysShutToWhoeverMayNotAsk() throws Exception {
        assertThat(posted("/query").status()).isEqualTo(200);
        node.world.grants.revoke("transfer");
        assertThat(posted("/again").status()).isEqualTo(401);
    }

    private void assertAnew() throws Exception {
        Got refused = posted("/again");
        assertThat(refused.status()).as(refused.body()).isEqualTo(410);
        assertThat(Desks.code(refused.reply())).isEqualTo("anew");
    }

    private Got posted(String path) throws Exception {
        return FireNode.post(client, node.address(path), token, request);
    }

    private long spent() {
        return 1_000_000 - node.world.budgets.balance(SCOPE, LIMITS).leftTotal();
    }
}

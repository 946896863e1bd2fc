package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles of a dataset whose card bounds the share of one unit. */
class ShareRuleTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);
    private static final String QUANTILES = """
        {"dataset":"energy-consumption","purpose":"climate-plan","groupBy":["energy"],"measures":[%s
         {"function":"quantiles","measure":"consumption","perMille":[500]}]}""";
    private static final String SUM = "{\"function\":\"sum\",\"measure\":\"consumption\"},";

    @TempDir
    Path folder;

    private World world;
    private Answering answering;
    private String token;

    @BeforeEach
    void open() {
        world = new World(folder);
        world.datasets.publish(World.CARD + "disclosure: insee-entreprises\n", world.csv(3_000), rows -> { });
        answering = Desks.answering(world);
        token = world.grants.grant("transfer", World.AGREEMENT);
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    @Test
    void areRefusedWithoutTheirSumNamingTheFieldAndWhatToAddForFree() {
        String question = QUANTILES.formatted("");
        for (Reply reply : List.of(answering.answer(token, Desks.request(world, question)),
                answering.preview(token, Desks.preview(world, question)))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(Desks.code(reply)).isEqualTo("input");
            JsonNode reason = Json.read(Desks.text(reply)).path("reasons").path(0);
            assertThat(reason.path("term").asText()).isEqualTo("measures");
            assertThat(reason.path("en").asText())
                .endsWith("add {\"function\": \"sum\", \"measure\": \"consumption\"}");
            assertThat(reason.path("fr").asText())
                .endsWith("ajoutez {\"function\": \"sum\", \"measure\": \"consumption\"}");
        }
        assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(1_000_000);
        assertThat(world.kinds()).doesNotContain("reserved");
    }

    /** As an answer that was given before they had to be asked with their sum; it would tell against the rule. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areWithdrawnWhereTheyWereAnsweredWithoutTheirSumAndNothingIsCharged(boolean usedUp) {
        world.datasets.publish(World.CARD, world.csv(3_000), rows -> { });
        byte[] request = Desks.request(world, QUANTILES.formatted(""));
        assertThat(answering.answer(token, request).status()).isEqualTo(200);
        Budgets.Balance left = world.budgets.balance(SCOPE, LIMITS);
        world.nextCharter(text -> text.replace("minimumGroup: 10", "minimumGroup: 10\ndominance: 85")
            .replace("perUnitSpace: 1000000", "perUnitSpace: 1000000" + (usedUp ? ", perProject: 50000" : "")));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        world.database.useTransaction(handle -> handle.execute("UPDATE answer_question SET dominance_percent = 85"));
        Reply reply = answering.answer(token, request);
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(400);
        assertThat(Desks.code(reply)).isEqualTo("input");
        assertThat(Json.read(Desks.text(reply)).path("reasons").path(0).path("en").asText())
            .contains("without its sum");
        assertThat(world.budgets.balance(SCOPE, LIMITS)).isEqualTo(left);
        assertThat(world.kinds()).containsOnlyOnce("reserved").doesNotContain("repeated");
    }

    @Test
    void areAnsweredWithTheirSum() {
        String question = QUANTILES.formatted(SUM);
        assertThat(answering.preview(token, Desks.preview(world, question)).status()).isEqualTo(200);
        Reply reply = answering.answer(token, Desks.request(world, question));
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(200);
        assertThat(Json.read(Desks.answer(reply)).path("disclosure").path("largest").path("consumption").asLong())
            .isEqualTo(30_000);
    }
}

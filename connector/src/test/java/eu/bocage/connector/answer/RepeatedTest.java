package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedTest {

    @TempDir
    Path folder;

    private World world;
    private Answering answering;
    private String token;

    @BeforeEach
    void open() {
        world = new World(folder);
        world.publish();
        answering = Desks.answering(world);
        token = world.grants.grant("transfer", World.AGREEMENT);
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "perUnitSpace: 1000000 | perUnitSpace: 1000000, perProject: 50000 | budgetPerProject",
        "purposes: | requestsPerDay: 1¶purposes: | requestsPerDay"})
    void repeatsAnAnswerOnceThePolicysBudgetIsUsedUpAndRefusesWhatIsNew(String before, String after, String term) {
        String text = after.replace('¶', '\n');
        world.nextCharter(charter -> charter.replace(before, text));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(first.status()).as(Desks.text(first)).isEqualTo(200);
        Budgets.Balance left = balance();
        assertPolicyRefuses(term, Desks.costing(20_000));
        Reply again = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(again.status()).as(Desks.text(again)).isEqualTo(200);
        assertThat(Desks.answer(again)).isEqualTo(Desks.answer(first));
        assertThat(world.kinds().getLast()).isEqualTo("repeated");

        world.nextCharter(charter -> charter.replace(before, text).replace("minimumGroup: 10", "minimumGroup: 50"));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        assertPolicyRefuses(term, World.QUESTION);
        assertThat(balance()).isEqualTo(left);
    }

    private void assertPolicyRefuses(String term, String question) {
        Reply reply = answering.answer(token, Desks.request(world, question));
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(403);
        assertThat(Desks.code(reply)).isEqualTo("policy");
        assertThat(Json.read(Desks.text(reply)).path("reasons")).isNotEmpty().allSatisfy(reason ->
            assertThat(reason.path("term").asText()).isEqualTo(term));
    }

    private Budgets.Balance balance() {
        return world.budgets.balance(new Budgets.Scope("meters", "2025", World.PROJECT),
            new Budgets.Limits(1_000_000, 600_000, 500));
    }
}

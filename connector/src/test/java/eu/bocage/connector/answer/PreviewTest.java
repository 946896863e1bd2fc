package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

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

    @Test
    void tellsCostBudgetAndWidthsWithoutChargingOrRecordingAnything() {
        List<String> before = world.kinds();
        ObjectNode body = previewed(World.QUESTION);
        JsonNode preview = body.path("preview");
        assertThat(preview.path("microRho").asLong()).isEqualTo(50_000);
        assertThat(preview.path("questionsLeft").asLong()).isEqualTo(12);
        assertThat(preview.path("figures")).hasSize(2);
        assertThat(preview.path("figures").path(0).path("halfWidth95").path(0).asLong()).isPositive();
        assertThat(preview.path("en").asText()).contains("about 12 questions");
        assertThat(preview.path("fr").asText()).contains("environ 12 questions");
        assertThat(body.path("free").asBoolean()).isFalse();
        assertThat(world.budgets.balance(SCOPE, LIMITS)).isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
        assertThat(world.kinds()).isEqualTo(before);
    }

    @Test
    void tellsTheSameWhateverTheRowsAreAndWithoutThem() throws Exception {
        String full = Desks.text(preview(World.QUESTION));
        world.datasets.publish(World.CARD, world.csv(1), rows -> { });
        assertThat(Desks.text(preview(World.QUESTION))).isEqualTo(full);
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThat(Desks.text(preview(World.QUESTION))).isEqualTo(full);
    }

    /** Of a private key even how many values there are is no public fact. */
    @Test
    void tellsTheSameOfAPrivateKeyWhateverItsValuesAre() throws Exception {
        String card = World.CARD.replace("values: [electricity, gas], perUnit: 1",
            "private: true, atMost: 50, perUnit: 1").replace("filters: [energy]", "filters: []");
        String two = Files.readString(world.csv(300));
        String many = two.replaceAll(",gas,(\\d)", ",wood$1,$1");
        assertThat(many.lines().map(line -> line.split(",")[2]).distinct().count()).isGreaterThan(4);
        world.datasets.publish(card, world.write("two.csv", two), rows -> { });
        String told = Desks.text(preview(World.QUESTION));
        assertThat(told).contains("\"appearsFrom\":").contains("\"picoDelta\":10000");
        world.datasets.publish(card, world.write("many.csv", many), rows -> { });
        assertThat(Desks.text(preview(World.QUESTION))).isEqualTo(told);
        world.datasets.publish(card, world.write("none.csv", "meter_id,commune,energy,kwh\nm,37261,wood,1\n"),
            rows -> { });
        assertThat(Desks.text(preview(World.QUESTION))).isEqualTo(told);
    }

    @Test
    void promisesTheWidthsThatTheAnswerHas() {
        JsonNode preview = previewed(World.QUESTION).path("preview");
        JsonNode answer = Json.read(Desks.answer(answering.answer(token, Desks.request(world, World.QUESTION))));
        JsonNode shown = Stream.iterate(0, i -> i + 1).limit(answer.path("cells").size())
            .map(i -> answer.path("cells").path(i)).filter(cell -> cell.has("values")).findFirst().orElseThrow();
        for (int i = 0; i < 2; i++) {
            assertThat(preview.path("figures").path(i).path("halfWidth95").path(0))
                .isEqualTo(shown.path("values").path(i).path("halfWidth95"));
        }
    }

    @Test
    void saysThatAnAnsweredQuestionIsFreeAndHowManyCellsItsAnswersLetExpectHidden() {
        assertThat(previewed(World.QUESTION).path("preview").has("likelyHidden")).isFalse();
        answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(previewed(World.QUESTION).path("free").asBoolean()).isTrue();
        ObjectNode dearer = previewed(Desks.costing(40_000));
        assertThat(dearer.path("free").asBoolean()).isFalse();
        assertThat(dearer.path("preview").path("likelyHidden").asLong()).isPositive();
        assertThat(dearer.path("budget").path("leftProject").asLong()).isEqualTo(550_000);
    }

    @Test
    void isDecidedAsAQuestionIs() {
        assertThat(preview(World.QUESTION.replace("climate-plan", "marketing")).status()).isEqualTo(403);
        assertThat(preview(Desks.costing(50_001)).status()).isEqualTo(403);
        assertThat(preview(World.QUESTION.replace("\"groupBy\"", "\"group\"")).status()).isEqualTo(400);
        assertThat(answering.preview("x", Desks.preview(world, World.QUESTION)).status()).isEqualTo(401);
        world.anchor.suspend(world.consumer.did());
        assertThat(Desks.code(preview(World.QUESTION))).isEqualTo("membership");
    }

    @Test
    void isNeverTakenForAQuestionNorAQuestionForIt() {
        assertThat(Desks.code(answering.answer(token, Desks.preview(world, World.QUESTION)))).isEqualTo("membership");
        assertThat(Desks.code(answering.preview(token, Desks.request(world, World.QUESTION)))).isEqualTo("membership");
        assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(1_000_000);
    }

    @Test
    void isGivenSixtyTimesAMinuteToOneMember() {
        for (int i = 0; i < 60; i++) {
            assertThat(preview(World.QUESTION).status()).isEqualTo(200);
        }
        Reply reply = preview(World.QUESTION);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(Desks.code(reply)).isEqualTo("rate");
        world.now = world.now.plusSeconds(60);
        assertThat(preview(World.QUESTION).status()).isEqualTo(200);
    }

    private Reply preview(String question) {
        return answering.preview(token, Desks.preview(world, question));
    }

    private ObjectNode previewed(String question) {
        Reply reply = preview(question);
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(200);
        return Json.read(Desks.text(reply));
    }
}

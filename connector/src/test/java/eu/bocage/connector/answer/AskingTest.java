package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Asking.Asked;
import eu.bocage.connector.answer.Asking.Step;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTest {

    private static final String PERSON = "person:" + "0".repeat(32);

    @TempDir
    Path providers;
    @TempDir
    Path consumers;

    private Counterpart counterpart;
    private World world;
    private Database database;
    private Ledger ledger;
    private Asking asking;
    private final List<Step> steps = new ArrayList<>();

    @BeforeEach
    void open() {
        counterpart = new Counterpart(providers);
        world = counterpart.world;
        database = Database.openFile(consumers);
        ledger = new Ledger(database, world.consumer.did(), world.consumerKeys, () -> world.now);
        asking = new Asking(world.consumer.did(), world.consumerKeys, world.territory, counterpart, world,
            world.gate, ledger,
            database, () -> world.now, Set.of(counterpart.endpoint.getAuthority()));
    }

    @AfterEach
    void close() {
        asking.close();
        database.close();
        counterpart.close();
    }

    @Test
    void negotiatesAsksChecksAndKeeps() {
        Asked.Answered answered = answered(ask(World.QUESTION));
        assertThat(steps).extracting(Step::name)
            .containsExactly("catalogue", "negotiation", "transfer", "answer");
        assertThat(steps).allSatisfy(step -> assertThat(step.millis()).isNotNegative());
        assertThat(Json.parse(answered.answer().bytes()).path("cells").size()).isPositive();
        assertThat(answered.budgetEnglish()).contains("enough for about 11 such questions");
        assertThat(answered.budgetFrench()).contains("environ 11 questions");
        assertThat(kinds()).containsExactly("asked", "received");
        assertThat(database.<String, RuntimeException>read(handle -> handle.createQuery(
            "SELECT receipt FROM asked_question").mapTo(String.class).one())).isEqualTo(answered.receipt());
    }

    @Test
    void writesWhatItAskedIntoItsLedgerBeforeItSendsIt() {
        counterpart.disturb = reply -> new Answering.Reply(500, Json.bytes("{}"));
        assertRefused("unreachable", ask(World.QUESTION));
        List<String> entries = new ArrayList<>();
        ledger.forEach(entry -> entries.add(entry.json()));
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst()).contains("\"purpose\":\"climate-plan\"",
            "\"dataset\":\"energy-consumption\"",
            "\"asked\":" + Json.text(Json.canonical(Json.read(World.QUESTION))));
    }

    @Test
    void looksAheadWithoutPayingOrWritingItDown() {
        Asked asked = asking.preview(Optional.of(world.provider.did()), World.QUESTION, Optional.empty(), steps::add);
        assertThat(asked).isInstanceOfSatisfying(Asked.Foreseen.class,
            foreseen -> assertThat(foreseen.json()).contains("\"questionsLeft\":12", "\"free\":false"));
        assertThat(asking.preview(Optional.of(world.provider.did()),
            World.QUESTION.replace("climate-plan", "marketing"), Optional.empty(), steps::add))
            .isInstanceOfSatisfying(Asked.Refused.class, refused -> assertThat(refused.code()).isEqualTo("policy"));
        assertThat(spent()).isZero();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void goesOnWithTheAgreementThatIsThereAndPaysOnce() {
        Asked.Answered first = answered(ask(World.QUESTION));
        steps.clear();
        Asked.Answered second = answered(ask(World.QUESTION));
        assertThat(steps).extracting(Step::name).containsExactly("transfer", "answer");
        assertThat(second.answer().bytes()).isEqualTo(first.answer().bytes());
        assertThat(second.receipt()).contains("\"charged\":0");
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void looksInEveryCatalogueWhenNoProviderIsNamed() {
        assertThat(asking.ask(Optional.empty(), World.QUESTION, Optional.empty(), PERSON, steps::add))
            .isInstanceOf(Asked.Answered.class);
        assertThat(counterpart.calls).filteredOn("catalogue"::equals).hasSize(2);
    }

    @Test
    void asksForAFreshTokenOnceWhenTheOldOneIsRevoked() {
        counterpart.calls.add("stolen");
        answered(ask(World.QUESTION));
        assertThat(counterpart.posts).hasValue(2);
        assertThat(counterpart.calls).contains("released agreement-1");
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void keepsItsAgreementUnderANewCharter() {
        answered(ask(World.QUESTION));
        world.nextCharter(text -> text);
        answered(ask(World.QUESTION));
        assertThat(counterpart.calls).filteredOn("negotiate"::equals).hasSize(1);
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void passesTheProvidersReasonsOnInBothLanguages() {
        Asked.Refused refused = refused(ask(World.QUESTION.replace("climate-plan", "marketing")));
        assertThat(refused.code()).isEqualTo("policy");
        assertThat(refused.english()).contains("marketing", "[C01]");
        assertThat(refused.french()).contains("marketing", "[C01]").isNotEqualTo(refused.english());
        assertThat(kinds()).containsExactly("asked", "denied");
    }

    @Test
    void passesWrongFieldsAndUsedUpBudgetsOn() {
        assertThat(refused(ask(World.QUESTION.replace("\"groupBy\"", "\"group\""))).code()).isEqualTo("input");
        for (int i = 0; i < 12; i++) {
            answered(ask(Desks.costing(50_000 - i)));
        }
        assertThat(refused(ask(Desks.costing(49_000))).code()).isEqualTo("budget");
    }

    @Test
    void refusesWhatItCanSeeByItself() {
        assertRefused("input", ask("not json"));
        assertRefused("input", ask("{\"purpose\":\"climate-plan\"}"));
        Asked.Refused unknown = assertRefused("input", ask(World.QUESTION.replace("energy-consumption", "water")));
        assertThat(unknown.english()).contains("Those that are: energy-consumption");
        assertThat(assertRefused("input", asking.ask(Optional.empty(), World.QUESTION, Optional.of("none"), PERSON,
            steps::add)).english()).contains("Its projects: heat-atlas");
        assertRefused("membership", asking.ask(Optional.of(new Did("did:web:x.example")),
            World.QUESTION, Optional.empty(), PERSON, steps::add));
        world.anchor.register(World.project("second", world.consumer, 100));
        assertThat(assertRefused("input", ask(World.QUESTION)).english()).contains("heat-atlas, second");
        assertThat(counterpart.posts).hasValue(0);
        assertThatThrownBy(() -> asking.ask(Optional.empty(), World.QUESTION, Optional.empty(), "Anne", steps::add))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForTheProjectThatIsNamed() {
        world.anchor.register(World.project("second", world.consumer, 100));
        assertThat(asking.ask(Optional.of(world.provider.did()), World.QUESTION, Optional.of("second"), PERSON,
            steps::add)).isInstanceOfSatisfying(Asked.Answered.class,
                answered -> assertThat(answered.receipt()).contains("\"project\":\"second\""));
    }

    @Test
    void asksNothingOnceThisNodeIsSuspended() {
        answered(ask(World.QUESTION));
        List<String> before = List.copyOf(counterpart.calls);
        world.anchor.suspend(world.consumer.did());
        assertRefused("membership", ask(World.QUESTION));
        assertThat(counterpart.calls).isEqualTo(before);
    }

    @Test
    void saysWhenTheProviderCannotBeReached() {
        counterpart.away = true;
        assertRefused("unreachable", ask(World.QUESTION));
        assertRefused("unreachable", asking.ask(Optional.empty(), World.QUESTION, Optional.empty(), PERSON,
            steps::add));
    }

    @Test
    void tellsARefusalByPolicyFromANodeThatIsNotReached() {
        counterpart.refusing = true;
        Asked.Refused refused = assertRefused("policy", ask(World.QUESTION));
        assertThat(refused.english()).isEqualTo("Reserved for communes.");
        assertThat(refused.french()).isEqualTo("Réservé aux communes.");
        assertRefused("policy", asking.ask(Optional.empty(), World.QUESTION, Optional.empty(), PERSON, steps::add));
    }

    @Test
    void passesOnWhatIsClosedAsARefusalAndWhatMayPassAsNotReached() {
        assertPassesOn("closed", Refusal.CLOSED);
        assertPassesOn("dataset", Refusal.DATASET);
        assertPassesOn("dataset", Refusal.DATASET_CLOSED);
        assertPassesOn("unreachable", Refusal.BUSY);
        assertPassesOn("unreachable", Refusal.REPUBLISHED);
        assertPassesOn("unreachable", Refusal.FAILED);
    }

    private void assertPassesOn(String code, Refusal refusal) {
        counterpart.disturb = reply -> refusal.reply();
        Asked.Refused refused = assertRefused(code, ask(World.QUESTION));
        assertThat(refused.english()).isEqualTo(refusal.reasons().getFirst().english());
        assertThat(refused.french()).isEqualTo(refusal.reasons().getFirst().french());
    }

    @Test
    void believesNothingThatTheReceiptDoesNotCover() {
        counterpart.disturb = reply -> new Answering.Reply(reply.status(),
            Json.bytes(Desks.text(reply).replaceFirst("\"value\":1", "\"value\":2")));
        Asked.Refused refused = assertRefused("receipt", ask(World.QUESTION));
        assertThat(refused.english()).contains("does not hold", "older than that of Énergie de Loire");
        assertThat(refused.french()).contains("plus ancienne que celle de Énergie de Loire");
        assertThat(kinds()).containsExactly("asked", "denied");
        counterpart.disturb = reply -> reply;
        answered(ask(World.QUESTION));
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void believesNoAnswerThatShowsWhatItsRulesHide() {
        counterpart.disturb = signedAnew(answer -> {
            for (JsonNode cell : answer.path("cells")) {
                if (!cell.path("hidden").asBoolean()) {
                    ((ObjectNode) cell.path("values").path(0)).put("value", 2);
                }
            }
        });
        Asked.Refused refused = assertRefused("receipt", ask(World.QUESTION));
        assertThat(refused.english()).contains("against its own rules", "epci");
        assertThat(kinds()).containsExactly("asked", "denied");
    }

    /** Signed and true to its own rules, which are laxer than those that the agreement demands. */
    @Test
    void believesNoAnswerWhoseRulesAreLaxerThanWasAgreed() {
        counterpart.disturb = signedAnew(answer -> {
            answer.put("minimumGroup", 9);
            ((ObjectNode) answer.required("disclosure")).put("minimumGroup", 9);
        });
        Asked.Refused refused = assertRefused("receipt", ask(World.QUESTION));
        assertThat(refused.english()).contains("laxer than was agreed: minimumGroup");
        assertThat(kinds()).containsExactly("asked", "denied");
        counterpart.disturb = reply -> reply;
        answered(ask(World.QUESTION));
    }

    /** How often a unit counts in a larger place follows from the card, and is not what the answer says. */
    @Test
    void believesNoAnswerThatIsNotAsTheCardSays() {
        String question = World.QUESTION.replace("\"zoning\":\"epci\"",
            "\"zoning\":\"epci\",\"rollUp\":[\"territory\"]");
        counterpart.shownCard = Optional.of(world.datasets.find("energy-consumption").orElseThrow().card().publicJson()
            .replace("\"perUnit\":1,\"region\"", "\"perUnit\":3,\"region\""));
        assertThat(assertRefused("receipt", ask(question)).english()).contains("its card: timesPerUnit territory");
        counterpart.shownCard = Optional.of("{}");
        assertThat(assertRefused("receipt", ask(question)).english()).contains("its card cannot be read");
        counterpart.shownCard = Optional.empty();
        answered(ask(question));
        assertThat(spent()).isEqualTo(50_000);
    }

    private UnaryOperator<Answering.Reply> signedAnew(Consumer<ObjectNode> change) {
        return reply -> {
            ObjectNode body = Json.read(Desks.text(reply));
            ObjectNode answer = (ObjectNode) body.required("answer");
            change.accept(answer);
            ObjectNode receipt = (ObjectNode) body.path("receipt").required("payload");
            receipt.put("answer", Digest.of(Json.canonical(answer)));
            body.set("receipt", Json.read(Json.text(Envelope.sign(Messages.RECEIPT, receipt,
                world.provider.did(), world.providerKeys).bytes())));
            return new Answering.Reply(reply.status(), Json.canonical(body));
        };
    }

    @Test
    void isNotLedElsewhereNorPutOffByNonsense() {
        counterpart.disturb = reply -> new Answering.Reply(302, new byte[0]);
        assertRefused("unreachable", ask(World.QUESTION));
        counterpart.disturb = reply -> new Answering.Reply(200, Json.bytes("[1]"));
        assertRefused("unreachable", ask(World.QUESTION));
        counterpart.disturb = reply -> new Answering.Reply(200, Json.bytes("{}"));
        assertRefused("unreachable", ask(World.QUESTION));
        counterpart.disturb = reply -> new Answering.Reply(500, Json.bytes("{\"code\":\"x\"}"));
        assertRefused("unreachable", ask(World.QUESTION));
        counterpart.disturb = reply -> reply;
        int before = counterpart.posts.get();
        counterpart.endpoint = URI.create("http://localhost:" + counterpart.endpoint.getPort() + "/query");
        assertThat(assertRefused("unreachable", ask(World.QUESTION)).english()).contains("not at its registered");
        assertThat(counterpart.posts).hasValue(before);
    }

    private Asked ask(String question) {
        return asking.ask(Optional.of(world.provider.did()), question, Optional.empty(), PERSON, steps::add);
    }

    private long spent() {
        return 1_000_000 - world.budgets.balance(new Budgets.Scope("meters", "2025", World.PROJECT),
            new Budgets.Limits(1_000_000, 600_000, 500, 0)).leftTotal();
    }

    private List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        ledger.forEach(entry -> kinds.add(entry.json().replaceAll(".*\"kind\":\"([a-z-]+)\",\"number\".*", "$1")));
        return kinds;
    }

    private static Asked.Answered answered(Asked asked) {
        assertThat(asked).isInstanceOf(Asked.Answered.class);
        return (Asked.Answered) asked;
    }

    private static Asked.Refused refused(Asked asked) {
        assertThat(asked).isInstanceOf(Asked.Refused.class);
        Asked.Refused refused = (Asked.Refused) asked;
        assertThat(refused.french()).isNotBlank();
        assertThat(refused.english()).isNotBlank();
        return refused;
    }

    private static Asked.Refused assertRefused(String code, Asked asked) {
        Asked.Refused refused = refused(asked);
        assertThat(refused.code()).as(refused.english()).isEqualTo(code);
        return refused;
    }
}

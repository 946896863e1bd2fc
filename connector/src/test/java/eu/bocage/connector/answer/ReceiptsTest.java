package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.VerificationKey;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {

    /** Few cells, so that every byte of the answer can be flipped in turn. */
    private static final String BY_ENERGY = """
        {"dataset":"energy-consumption","purpose":"climate-plan","measures":[{"function":"count"}],
         "groupBy":["energy"],"filters":{"energy":["GAS","electricity"]},"microRho":50000}
        """;

    @TempDir
    Path folder;

    private Did signer;
    private NodeKeys keys;
    private VerificationKey consumer;
    private VerificationKey provider;
    private byte[] request;
    private byte[] other;
    private byte[] answer;
    private byte[] receipt;

    @BeforeEach
    void ask() throws Exception {
        ask(BY_ENERGY);
    }

    private void ask(String question) throws Exception {
        try (World world = new World(folder); Answering answering = Desks.answering(world);
            OutputStream ledger = Files.newOutputStream(folder.resolve("ledger.jsonl"))) {
            if (world.datasets.all().isEmpty()) {
                world.publish();
            }
            signer = world.provider.did();
            keys = world.providerKeys;
            consumer = world.consumerKeys.verificationKey();
            provider = world.providerKeys.verificationKey();
            request = Desks.request(world, question);
            other = Desks.request(world, Desks.costing(1_000));
            Answering.Reply reply = answering.answer(world.grants.grant("transfer", World.AGREEMENT), request);
            answer = Json.bytes(Desks.answer(reply));
            receipt = Desks.receipt(reply);
            world.ledger.export(ledger);
        }
    }

    @Test
    void holdsForTheAnswerAndTheRequestThatItWasGivenFor() {
        assertThat(verify(answer, request, receipt)).isTrue();
        assertThat(verify(answer, other, receipt)).isFalse();
        assertThat(verify(answer, receipt, request)).isFalse();
    }

    @Test
    void detectsAnyFlippedByte() {
        for (byte[] part : new byte[][] {answer, request, receipt}) {
            for (int i = 0; i < part.length; i++) {
                part[i] ^= 1;
                assertThat(verify(answer, request, receipt)).as("byte %d of %d", i, part.length).isFalse();
                part[i] ^= 1;
            }
        }
        assertThat(verify(answer, request, receipt)).isTrue();
    }

    @Test
    void holdsUnderTheKeysOfBothSidesOnly() {
        VerificationKey foreign = NodeKeys.fresh().verificationKey();
        assertThat(Receipts.verify(answer, request, receipt, foreign, provider))
            .isInstanceOf(Opened.Refused.class);
        assertThat(Receipts.verify(answer, request, receipt, consumer, foreign))
            .isInstanceOf(Opened.Refused.class);
        assertThat(Receipts.verify(answer, request, receipt, provider, consumer))
            .isInstanceOf(Opened.Refused.class);
    }

    @Test
    void isCheckedWithoutANodeItsWebItsConnectorOrItsDatabase() throws Exception {
        Files.write(folder.resolve("answer"), answer);
        Files.write(folder.resolve("request"), request);
        Files.write(folder.resolve("receipt"), receipt);
        String small = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Files.isDirectory(Path.of(entry)) || entry.matches(
                ".*(jackson-(core|databind|annotations)|java-json-canonicalization|compute)-[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
        assertThat(small).doesNotContain("vertx", "org/eclipse/edc", "h2", "jdbi");
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m", "-cp", small, Offline.class.getName(), folder.toString(), consumer.x(), provider.x())
            .redirectErrorStream(true).redirectOutput(folder.resolve("offline.log").toFile()).start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("offline.log"))).startsWith("receipt for entry 3; 4 entries");
    }

    @Test
    void detectsAProviderThatAnswersAnotherQuestion() {
        assertThat(forged(whole -> { }, signed -> { })).isTrue();
        assertThat(forged(whole -> filters(whole).remove("energy"), signed -> { })).isFalse();
        assertThat(forged(whole -> filters(whole).putArray("energy").add("gas"), signed -> { })).isFalse();
        assertThat(forged(whole -> filters(whole).putArray("month").add("2025-01"), signed -> { })).isFalse();
        for (String changed : List.of("dataset", "purpose")) {
            assertThat(forged(whole -> question(whole).put(changed, "other"), signed -> { })).as(changed).isFalse();
        }
        assertThat(forged(whole -> question(whole).putArray("groupBy"), signed -> { })).isFalse();
        assertThat(forged(whole -> question(whole).withArray("groupBy").add("month"), signed -> { })).isFalse();
        assertThat(forged(whole -> sumInstead(question(whole)), signed -> { })).isFalse();
        assertThat(forged(ReceiptsTest::sumInstead, signed -> { })).isFalse();
        assertThat(forged(whole -> {
            sumInstead(whole);
            sumInstead(question(whole));
        }, signed -> { })).isFalse();
    }

    @Test
    void coversEveryKindOfFigureAndCoarserLevels() throws Exception {
        ask("""
            {"dataset":"energy-consumption","purpose":"climate-plan","groupBy":["zoning"],"zoning":"departement",
             "rollUp":["region"],"measures":[{"function":"mean","measure":"consumption"},
             {"function":"histogram","measure":"consumption","edges":[5000,10000]},
             {"function":"ratio","measure":"consumption","over":"count"}]}
            """);
        assertThat(forged(whole -> { }, signed -> { })).isTrue();
        assertThat(forged(whole -> whole.remove("levels"), signed -> { })).isFalse();
        assertThat(forged(whole -> question(whole).remove("rollUp"), signed -> { })).isFalse();
        assertThat(forged(whole -> histogram(whole).putArray("edges").add(4000).add(10_000), signed -> { })).isFalse();
        assertThat(forged(whole -> {
            histogram(whole).putArray("edges").add(4000).add(10_000);
            histogram(question(whole)).putArray("edges").add(4000).add(10_000);
        }, signed -> { })).isFalse();
    }

    private static ObjectNode histogram(ObjectNode of) {
        for (JsonNode one : of.path("measures")) {
            if (one.path("function").asText().equals("histogram")) {
                return (ObjectNode) one;
            }
        }
        throw new AssertionError("no histogram");
    }

    @Test
    void detectsAnotherCost() {
        assertThat(forged(whole -> question(whole).put("microRho", 40_000), signed -> { })).isFalse();
        assertThat(forged(whole -> whole.put("microRho", 40_000), signed -> { })).isFalse();
        assertThat(forged(whole -> { }, signed -> signed.put("cost", 60_000).put("charged", 60_000))).isFalse();
        assertThat(forged(whole -> {
            whole.put("microRho", 40_000);
            question(whole).put("microRho", 40_000);
        }, signed -> signed.put("cost", 40_000).put("charged", 40_000))).isFalse();
    }

    @Test
    void detectsAnotherDelta() {
        assertThat(forged(whole -> { }, signed -> signed.put("picoDelta", 10_000))).isFalse();
        assertThat(forged(whole -> privacy(whole).put("picoDelta", 10_000), signed -> { })).isFalse();
        assertThat(forged(whole -> privacy(whole).put("picoDelta", 10_000), signed -> signed.put("picoDelta", 10_000)))
            .isTrue();
    }

    @Test
    void detectsACellThatIsShownOrHiddenAgainstTheRules() {
        assertThat(cell(Json.read(Json.text(answer))).path("hidden").asBoolean()).isFalse();
        assertThat(forged(whole -> ((ObjectNode) cell(whole).path("values").path(0)).put("value", 3), signed -> { }))
            .isFalse();
        assertThat(forged(whole -> cell(whole).put("hidden", true), signed -> { })).isFalse();
        assertThat(forged(whole -> cell(whole).remove("values"), signed -> { })).isFalse();
    }

    private static ObjectNode cell(ObjectNode whole) {
        return (ObjectNode) whole.path("cells").path(0);
    }

    private static ObjectNode privacy(ObjectNode whole) {
        return (ObjectNode) whole.required("privacy");
    }

    @Test
    void detectsAReceiptForAnotherQuestionThanTheAnswers() {
        assertThat(forged(whole -> { }, signed -> signed.put("question", "sha-256:" + "0".repeat(64)))).isFalse();
    }

    /** Whether an answer holds that the provider changed and then signed for, with every hash made to fit. */
    private boolean forged(Consumer<ObjectNode> change, Consumer<ObjectNode> sign) {
        ObjectNode whole = Json.read(Json.text(answer));
        change.accept(whole);
        byte[] changed = Json.canonical(whole);
        ObjectNode payload = (ObjectNode) Json.read(Json.text(receipt)).required("payload");
        payload.put("answer", Digest.of(changed)).put("question", Digest.of(Json.canonical(question(whole))));
        sign.accept(payload);
        return verify(changed, request, Envelope.sign(Messages.RECEIPT, payload, signer, keys).bytes());
    }

    private static ObjectNode question(ObjectNode whole) {
        return (ObjectNode) whole.required("question");
    }

    private static ObjectNode filters(ObjectNode whole) {
        return (ObjectNode) question(whole).required("filters");
    }

    private static void sumInstead(ObjectNode of) {
        of.putArray("measures").addObject().put("function", "sum").put("measure", "consumption");
    }

    private boolean verify(byte[] answer, byte[] request, byte[] receipt) {
        return Receipts.verify(answer, request, receipt, consumer, provider) instanceof Opened.Valid<Receipt>;
    }

    /** Checks receipt and ledger with JSON and nothing else on the class path. */
    static final class Offline {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            VerificationKey provider = new VerificationKey(arguments[2]);
            Receipt receipt = Receipts.verify(Files.readAllBytes(folder.resolve("answer")),
                Files.readAllBytes(folder.resolve("request")), Files.readAllBytes(folder.resolve("receipt")),
                new VerificationKey(arguments[1]), provider).orThrow();
            try (var ledger = Files.newInputStream(folder.resolve("ledger.jsonl"))) {
                LedgerCheck.Verdict verdict = LedgerCheck.check(ledger, provider,
                    Optional.of(Files.readAllBytes(folder.resolve("ledger-head.json"))));
                System.out.println("receipt for entry " + receipt.entry().number() + "; "
                    + (verdict instanceof LedgerCheck.Verdict.Sound sound ? sound.entries() + " entries" : verdict));
            }
        }
    }
}

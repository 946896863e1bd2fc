package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.VerificationKey;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {

    /** Few cells, so that every byte of the answer can be flipped in turn. */
    private static final String BY_ENERGY = """
        {"dataset":"energy-consumption","purpose":"climate-plan","measures":[{"function":"count"}],
         "groupBy":["energy"]}
        """;

    @TempDir
    Path folder;

    private VerificationKey consumer;
    private VerificationKey provider;
    private byte[] request;
    private byte[] other;
    private byte[] answer;
    private byte[] receipt;

    @BeforeEach
    void ask() throws Exception {
        try (World world = new World(folder); Answering answering = Desks.answering(world);
            OutputStream ledger = Files.newOutputStream(folder.resolve("ledger.jsonl"))) {
            world.publish();
            consumer = world.consumerKeys.verificationKey();
            provider = world.providerKeys.verificationKey();
            request = Desks.request(world, BY_ENERGY);
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
                ".*(jackson-(core|databind|annotations)|java-json-canonicalization)-[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
        assertThat(small).doesNotContain("vertx", "org/eclipse/edc", "h2", "jdbi");
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m", "-cp", small, Offline.class.getName(), folder.toString(), consumer.x(), provider.x())
            .redirectErrorStream(true).redirectOutput(folder.resolve("offline.log").toFile()).start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("offline.log"))).startsWith("receipt for entry 3; 4 entries");
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

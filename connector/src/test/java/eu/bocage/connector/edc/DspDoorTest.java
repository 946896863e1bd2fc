package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the DSP address does with messages that are written by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DspDoorTest {

    private static final String CONTEXT = "https://w3id.org/dspace/2025/1/context.jsonld";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestTerritory territory;
    private TestNode provider;
    private TestNode consumer;

    @BeforeAll
    void start(@TempDir Path folder) {
        territory = new TestTerritory(folder);
        provider = territory.node("supplier");
        consumer = territory.node("university");
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
    }

    @AfterAll
    void stop() {
        http.close();
        territory.close();
    }

    @Test
    void saysToEverybodyWhichVersionItSpeaks() throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(dsp("/.well-known/dspace-version")).build(),
            HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode versions = new ObjectMapper().readTree(answer.body()).path("protocolVersions");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).path("version").asText()).isEqualTo("2025-1");
        assertThat(versions.get(0).path("path").asText()).isEqualTo("/2025-1");
    }

    @Test
    void answers401WithoutReadingTheMessageOfAStranger() throws Exception {
        TestNode stranger = territory.stranger("stranger");
        String catalogue = catalogueRequest(CONTEXT);
        assertThat(post("/2025-1/catalog/request", catalogue, null).statusCode()).isEqualTo(401);
        assertThat(post("/2025-1/catalog/request", "no JSON", "Bearer x").statusCode()).isEqualTo(401);
        assertThat(post("/2025-1/nowhere", catalogue, "Bearer x").statusCode()).isEqualTo(401);
        stranger.start();
        String token = "Bearer " + stranger.tokenFor(provider);
        assertThat(post("/2025-1/catalog/request", catalogue, token).statusCode()).isEqualTo(401);
    }

    @Test
    void takesATokenOnceAndOnlyFromItsAudience() throws Exception {
        String token = "Bearer " + consumer.tokenFor(provider);
        assertThat(post("/2025-1/catalog/request", catalogueRequest(CONTEXT), token).statusCode()).isEqualTo(200);
        assertThat(post("/2025-1/catalog/request", catalogueRequest(CONTEXT), token).statusCode()).isEqualTo(401);
        String forAnother = "Bearer " + consumer.tokenFor(consumer);
        assertThat(post("/2025-1/catalog/request", catalogueRequest(CONTEXT), forAnother).statusCode())
            .isEqualTo(401);
    }

    @Test
    void refusesAnUnknownContextWithoutFetchingIt() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> count(trap, connections));
            String context = "http://127.0.0.1:" + trap.getLocalPort() + "/context.jsonld";
            for (String each : List.of(context, context.replace("http:", "https:"),
                "jar:http://127.0.0.1:" + trap.getLocalPort() + "/contexts.jar!/context.jsonld")) {
                HttpResponse<String> answer = post("/2025-1/catalog/request", catalogueRequest(each),
                    "Bearer " + consumer.tokenFor(provider));
                assertThat(answer.statusCode()).isEqualTo(400);
            }
        }
        assertThat(connections).hasValue(0);
    }

    /** The file says what the message needs it to say: read, it would make the answer 200. */
    @Test
    void refusesAContextInAFileOfTheNodesOwnMachine(@TempDir Path folder) throws Exception {
        Path context = folder.resolve("context.jsonld");
        Files.writeString(context, "{\"@context\":{\"CatalogRequestMessage\":"
            + "\"https://w3id.org/dspace/2025/1/CatalogRequestMessage\"}}");
        Path jar = folder.resolve("contexts.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("context.jsonld"));
            zip.write(Files.readAllBytes(context));
        }
        for (String each : List.of(context.toUri().toString(), "jar:" + jar.toUri() + "!/context.jsonld")) {
            HttpResponse<String> answer = post("/2025-1/catalog/request", catalogueRequest(each),
                "Bearer " + consumer.tokenFor(provider));
            assertThat(answer.statusCode()).as(each).isEqualTo(400);
        }
    }

    /** As many as there are processors, each of which could keep one busy for minutes. */
    @Test
    void refusesMessagesThatAreShortToSendAndLongToRead() throws Exception {
        String term = catalogueRequest(CONTEXT).replace("]", ",{\"p\":{\"@id\":\"urn:p\",\"@context\":"
            + "\"http://www.w3.org/ns/odrl.jsonld\"}}]").replace("}}]}", "}}],\"p\":[{}" + ",{}".repeat(6000) + "]}");
        String types = catalogueRequest(CONTEXT).replace("\"CatalogRequestMessage\"",
            "[\"CatalogRequestMessage\"" + ",\"ContractRequestMessage\"".repeat(10_000) + "]");
        String values = catalogueRequest(CONTEXT).replace("}", ",\"urn:p\":[{}" + ",{}".repeat(100_000) + "]}");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            for (String message : List.of(term, types, values)) {
                answers.add(http.sendAsync(request("/2025-1/catalog/request", message,
                    "Bearer " + consumer.tokenFor(provider)), HttpResponse.BodyHandlers.ofString()));
            }
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(400);
        }
    }

    @Test
    void answersOthersWhileAllThreadsReadAndARefusalToWhoFillsThem() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        List<Thread> sent = new ArrayList<>();
        try {
            for (int i = 0; i < Readers.THREADS; i++) {
                sent.add(reading("sender " + i, held));
            }
            for (int i = 0; i < Readers.WAITING; i++) {
                sent.add(reading(consumer.did(), held));
            }
            saysToEverybodyWhichVersionItSpeaks();
            assertThat(post("/2025-1/catalog/request", catalogueRequest(CONTEXT),
                "Bearer " + consumer.tokenFor(provider)).statusCode()).isEqualTo(503);
        } finally {
            held.countDown();
        }
        for (Thread thread : sent) {
            thread.join();
        }
        assertThat(post("/2025-1/catalog/request", catalogueRequest(CONTEXT),
            "Bearer " + consumer.tokenFor(provider)).statusCode()).isEqualTo(200);
    }

    /** A document that is read, or waits for it, until the latch opens. */
    private Thread reading(Object sender, CountDownLatch held) {
        Thread thread = Thread.ofVirtual().start(() ->
            provider.connector().readers().read(sender, Duration.ofMinutes(5), () -> {
                try {
                    held.await();
                    return true;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void refusesACallbackAddressThatIsNotTheSendersOwn() throws Exception {
        for (String callback : List.of("http://127.0.0.1:1/dsp/2025-1", "https://169.254.169.254/latest",
            provider.profile().publicUrl() + "/dsp/2025-1", "file:///etc/passwd", "x",
            consumer.profile().publicUrl().toString().replace("http", "https") + "/dsp")) {
            HttpResponse<String> answer = post("/2025-1/negotiations/request", contractRequest(callback),
                "Bearer " + consumer.tokenFor(provider));
            assertThat(answer.statusCode()).as(callback).isEqualTo(400);
            assertThat(answer.body()).contains("callback address");
        }
        assertThat(provider.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max()))
            .isEmpty();
    }

    @Test
    void answersMalformedMessagesWithAStatusAndNothingAboutItself() throws Exception {
        for (String body : List.of("", "{", "[]", "{}", "{\"@context\":1}", "\u0000", catalogueRequest(CONTEXT)
            .replace("CatalogRequestMessage", "Other"))) {
            HttpResponse<String> answer = post("/2025-1/catalog/request", body,
                "Bearer " + consumer.tokenFor(provider));
            assertThat(answer.statusCode()).as(body).isBetween(400, 500);
            assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ")
                .doesNotContain("org.eclipse").doesNotContain("org.glassfish");
        }
    }

    private String contractRequest(String callback) {
        String definition = provider.connector()
            .service(ContractDefinitionStore.class)
            .findAll(QuerySpec.max()).map(ContractDefinition::getId).findFirst().orElseThrow();
        String offer = ContractOfferId.create(definition, "energy").toString();
        return """
            {"@context": ["%s"], "@type": "ContractRequestMessage", "consumerPid": "urn:uuid:1",
             "offer": {"@type": "Offer", "@id": "%s", "target": "energy", "assigner": "%s",
                       "permission": [{"action": "use"}]},
             "callbackAddress": "%s"}""".formatted(CONTEXT, offer, provider.did(), callback);
    }

    private static String catalogueRequest(String context) {
        return "{\"@context\":[\"" + context + "\"],\"@type\":\"CatalogRequestMessage\"}";
    }

    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        return http.send(request(path, body, authorization), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(dsp(path)).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private URI dsp(String path) {
        return URI.create(provider.profile().publicUrl() + "/dsp" + path);
    }

    private static void count(ServerSocket trap, AtomicInteger connections) {
        try {
            while (true) {
                trap.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException e) {
            assertThat(trap.isClosed()).isTrue();
        }
    }
}

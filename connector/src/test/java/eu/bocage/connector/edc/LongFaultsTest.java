package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that answers what it asked for with a fault of megabytes. */
class LongFaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTEXT = "https://w3id.org/dspace/2025/1/context.jsonld";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void storesOfAFaultAsMuchAsARefusalNeeds(@TempDir Path folder) throws Exception {
        try (TestTerritory territory = new TestTerritory(folder)) {
            TestNode provider = territory.node("supplier");
            TestNode consumer = territory.node("university");
            provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
            JsonNode dataset = post(provider, consumer.tokenFor(provider), "catalog/request",
                JSON.createObjectNode().put("@type", "CatalogRequestMessage")).path("dataset").get(0);
            ObjectNode offer = (ObjectNode) dataset.path("hasPolicy").get(0);
            offer.put("target", "energy").put("assigner", provider.did().text());
            ObjectNode request = JSON.createObjectNode().put("@type", "ContractRequestMessage")
                .put("consumerPid", "urn:uuid:1")
                .put("callbackAddress", consumer.profile().publicUrl() + "/dsp/2025-1");
            request.set("offer", offer);
            String token = consumer.tokenFor(provider);
            consumer.stop();
            HttpServer inItsPlace = refusing(consumer.profile().publicUrl().getPort(), "x".repeat(1 << 21));
            try {
                post(provider, token, "negotiations/request", request);
                await().atMost(Duration.ofSeconds(60)).until(() -> negotiation(provider).getErrorDetail() != null);
            } finally {
                inItsPlace.stop(0);
            }
            assertThat(negotiation(provider).getErrorDetail()).contains("xxx").hasSizeLessThanOrEqualTo(32_768);
        }
    }

    private static ContractNegotiation negotiation(TestNode node) {
        return node.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max())
            .findFirst().orElseThrow();
    }

    private static HttpServer refusing(int port, String fault) throws Exception {
        byte[] body = fault.getBytes(StandardCharsets.US_ASCII);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private JsonNode post(TestNode node, String token, String path, ObjectNode message) throws Exception {
        message.putArray("@context").add(CONTEXT);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(
                URI.create(node.profile().publicUrl() + "/dsp/2025-1/" + path))
            .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(message.toString())).build(),
            HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body());
    }
}

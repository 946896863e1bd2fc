package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes a question or reads an answer finds its form at the node itself. */
class PublishedSchemasTest {

    @TempDir
    Path folder;

    @Test
    void givesTheSchemasOfQuestionsAnswersAndCardsToAnybody() throws Exception {
        FireNode node = new FireNode(folder, Computing.real());
        try (HttpClient client = FireNode.client()) {
            for (String name : new String[] {"question", "answer", "card"}) {
                HttpResponse<byte[]> reply = get(client, node, "/schemas/" + name + ".json");
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.headers().firstValue("Content-Type")).contains("application/schema+json");
                try (InputStream schema = Card.class.getResourceAsStream(name + ".schema.json")) {
                    assertThat(reply.body()).isNotEmpty().isEqualTo(schema.readAllBytes());
                }
            }
            assertThat(get(client, node, "/schemas/other.json").statusCode()).isEqualTo(404);
        } finally {
            node.close();
        }
    }

    private static HttpResponse<byte[]> get(HttpClient client, FireNode node, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(node.address(path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    }
}

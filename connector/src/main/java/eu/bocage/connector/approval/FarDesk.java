package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.approval.ApprovalRefusedException.Kind;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The trust anchor's desk over HTTP, at the address that the operator pinned in {@code node.yaml}. No redirect is
 * followed, and an answer is at most 16 MiB long and 10 seconds on its way. Thread-safe.
 */
final class FarDesk implements Desk, AutoCloseable {

    static final String PATH = "/approvals";
    private static final int MOST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI anchor;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(PATIENCE).build();

    FarDesk(URI anchor) {
        this.anchor = anchor;
    }

    @Override
    public void submit(Request request) {
        send(post(PATH, request.envelope().bytes()));
    }

    @Override
    public void submit(Vote vote) {
        send(post(PATH + "/votes", vote.envelope().bytes()));
    }

    @Override
    public List<Case> cases(Optional<Did> provider) {
        String query = provider.map(did -> "?provider=" + URLEncoder.encode(did.text(), StandardCharsets.UTF_8))
            .orElse("");
        List<Case> cases = new ArrayList<>();
        send(HttpRequest.newBuilder(anchor.resolve(PATH + query))).path("approvals")
            .forEach(each -> cases.add(read(each)));
        return cases;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(anchor.resolve(path)).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private Case read(JsonNode node) {
        try {
            return Case.of((ObjectNode) node);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw unreachable(e.getMessage());
        }
    }

    private ObjectNode send(HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST));
        try {
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            ObjectNode body = Json.read(Json.text(response.body()));
            return switch (response.statusCode()) {
                case 200 -> body;
                case 400, 404 -> throw said(Kind.INPUT, body);
                case 403 -> throw said(Kind.REFUSED, body);
                default -> throw unreachable("status " + response.statusCode());
            };
        } catch (ExecutionException e) {
            throw unreachable(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw unreachable("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (IllegalArgumentException e) {
            throw unreachable(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static ApprovalRefusedException said(Kind kind, ObjectNode body) {
        return new ApprovalRefusedException(kind, body.path("fr").asText(), body.path("en").asText());
    }

    private ApprovalRefusedException unreachable(String why) {
        return new ApprovalRefusedException(Kind.UNREACHABLE,
            "L'ancre de confiance (" + anchor + ") n'a pas répondu comme attendu ; réessayez (détail technique, en"
                + " anglais : " + why + ").",
            "The trust anchor (" + anchor + ") did not answer as expected (" + why + "); try again.");
    }
}

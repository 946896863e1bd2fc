package eu.bocage.connector.member;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches from the trust anchor's public port. Its address is the operator's own, from {@code node.yaml}, and not on
 * another member's word: it may be private, and what it resolves to is not checked as it is for addresses that others
 * give ({@code web.Outbound}); no token goes there and only what the pinned key signed is taken. No redirect is
 * followed and no more is read than a document may be long or in more than three seconds. Thread-safe.
 */
final class HttpTerritorySource implements TerritorySource, AutoCloseable {

    private static final int MAX_DID_DOCUMENT = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final URI anchor;
    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();

    HttpTerritorySource(URI anchor) {
        PublicAddress.check(anchor);
        this.anchor = anchor;
    }

    @Override
    public Optional<byte[]> fetch(TerritoryDocument kind, String known) throws IOException {
        return get(kind.path(), known, kind.tag().maxBytes());
    }

    @Override
    public Optional<byte[]> charter(long version) throws IOException {
        return get(TerritoryDocument.CHARTERS_PATH + "/" + version, "", Tag.CHARTER.maxBytes());
    }

    byte[] didDocument() throws IOException {
        return get("/.well-known/did.json", "", MAX_DID_DOCUMENT)
            .orElseThrow(() -> new IOException("no DID document there"));
    }

    private Optional<byte[]> get(String path, String known, int maxBytes) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(anchor.resolve(path));
        if (!known.isEmpty()) {
            request.header("If-None-Match", "\"" + known + "\"");
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
        try {
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return switch (response.statusCode()) {
                case 200 -> Optional.of(response.body());
                case 304, 404 -> Optional.empty();
                default -> throw new IOException(anchor + path + " answered " + response.statusCode());
            };
        } catch (ExecutionException e) {
            throw new IOException(anchor + path + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(anchor + path + " did not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + anchor, e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

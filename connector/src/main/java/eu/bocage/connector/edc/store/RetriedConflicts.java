package eu.bocage.connector.edc.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Request;
import okhttp3.Response;
import org.eclipse.edc.http.spi.EdcHttpClient;
import org.eclipse.edc.http.spi.FallbackFactory;
import org.eclipse.edc.spi.result.Result;

/**
 * Makes a peer's 409 a reason to try again. A peer that runs EDC as it is answers 409 while its own state machine holds
 * the negotiation; EDC's dispatcher takes every 4xx as final and terminates, every 5xx as temporary and retries.
 */
record RetriedConflicts(EdcHttpClient client) implements EdcHttpClient {

    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    @Override
    public Response execute(Request request) throws IOException {
        return retriable(client.execute(request));
    }

    @Override
    public Response execute(Request request, List<FallbackFactory> fallbacks) throws IOException {
        return retriable(client.execute(request, fallbacks));
    }

    @Override
    public <T> Result<T> execute(Request request, Function<Response, Result<T>> mapping) {
        return client.execute(request, response -> mapping.apply(retriable(response)));
    }

    @Override
    public <T> Result<T> execute(Request request, List<FallbackFactory> fallbacks,
                                 Function<Response, Result<T>> mapping) {
        return client.execute(request, fallbacks, response -> mapping.apply(retriable(response)));
    }

    @Override
    public CompletableFuture<Response> executeAsync(Request request, List<FallbackFactory> fallbacks) {
        return client.executeAsync(request, fallbacks).thenApply(RetriedConflicts::retriable);
    }

    @Override
    public EdcHttpClient withDns(String dnsServer) {
        return new RetriedConflicts(client.withDns(dnsServer));
    }

    private static Response retriable(Response response) {
        return response.code() == CONFLICT ? response.newBuilder().code(UNAVAILABLE).build() : response;
    }
}

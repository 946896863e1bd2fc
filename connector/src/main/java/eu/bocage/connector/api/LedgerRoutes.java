package eu.bocage.connector.api;

import eu.bocage.connector.ledger.Ledger;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ledger, one signed entry a line, for whoever checks it. An export that fails half-way cuts the connection. */
record LedgerRoutes(Ledger ledger) {

    private static final int CHUNK = 64 << 10;
    private static final long PATIENCE_SECONDS = 30;

    void export(RoutingContext context) {
        HttpServerResponse response = context.response().setChunked(true)
            .putHeader("Content-Type", "application/x-ndjson");
        try (OutputStream out = new BufferedOutputStream(new Body(response), CHUNK)) {
            ledger.export(out);
        } catch (IOException | UncheckedIOException e) {
            context.request().connection().close();
            return;
        }
        response.end();
    }

    /** Writes to a response, waiting while the caller reads slowly. */
    private static final class Body extends OutputStream {

        private final HttpServerResponse response;

        Body(HttpServerResponse response) {
            this.response = response;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                response.write(Buffer.buffer(length).appendBytes(bytes, offset, length)).toCompletionStage()
                    .toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the caller has gone", e);
            }
        }
    }
}

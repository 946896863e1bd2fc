package eu.bocage.connector.edc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerException;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes Jersey's answer to one request into memory and sends it in one piece. */
final class WholeAnswer implements ContainerResponseWriter {

    private static final Logger LOG = LoggerFactory.getLogger(WholeAnswer.class);

    private final HttpServerResponse response;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    WholeAnswer(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse answer) throws ContainerException {
        response.setStatusCode(answer.getStatus());
        answer.getStringHeaders().forEach((name, values) -> response.putHeader(name, values));
        response.headers().remove("Content-Length");
        return body;
    }

    @Override
    public void commit() {
        if (!response.ended() && !response.closed()) {
            response.end(Buffer.buffer(body.toByteArray()));
        }
    }

    @Override
    public void failure(Throwable error) {
        LOG.error("A request failed", error);
        if (!response.ended() && !response.closed() && !response.headWritten()) {
            response.setStatusCode(500).end();
        }
    }

    /** Every resource answers on the thread that asked. */
    @Override
    public boolean suspend(long timeOut, TimeUnit unit, TimeoutHandler handler) {
        throw new UnsupportedOperationException("no resource of this node answers later");
    }

    @Override
    public void setSuspendTimeout(long timeOut, TimeUnit unit) {
        throw new IllegalStateException("nothing is suspended");
    }

    @Override
    public boolean enableResponseBuffering() {
        return false;
    }
}

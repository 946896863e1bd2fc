package eu.bocage.connector.edc;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * The HTTP client by which EDC calls other members.
 *
 * <ul>
 * <li>It connects to public addresses only ({@link GuardedSockets}), follows no redirect and uses no proxy, for a proxy
 *     would resolve names in our place.
 * <li>It speaks TLS, except to loopback addresses that the operator listed: members announce nothing else.
 * <li>It reads at most {@link #MAX_ANSWER} bytes and waits at most {@link #CALL}.
 * <li>Calls run on virtual threads, 64 at once to one host, so that one slow member does not hold up the others.
 * </ul>
 */
final class Outbound implements AutoCloseable {

    /** In bytes; a catalogue is the longest answer. */
    static final int MAX_ANSWER = 4 << 20;
    static final Duration CALL = Duration.ofSeconds(12);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbound-", 0).factory());
    private final OkHttpClient client;

    Outbound(Set<String> privateAddresses) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(256);
        dispatcher.setMaxRequestsPerHost(64);
        this.client = new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .socketFactory(new GuardedSockets(privateAddresses))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(CONNECT)
            .callTimeout(CALL)
            .addInterceptor(Outbound::guard)
            .build();
    }

    OkHttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        threads.shutdown();
    }

    private static Response guard(Interceptor.Chain chain) throws IOException {
        if (!chain.request().isHttps() && !LOOPBACK.contains(chain.request().url().host())) {
            throw new IOException(chain.request().url().host() + " is called without TLS");
        }
        Response response = chain.proceed(chain.request());
        return response.newBuilder().body(new BoundedBody(response.body())).build();
    }

    private static final class BoundedBody extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        BoundedBody(ResponseBody body) {
            this.body = body;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {
                private long left = MAX_ANSWER;

                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    long read = super.read(sink, byteCount);
                    left -= Math.max(read, 0);
                    if (left < 0) {
                        throw new IOException("The answer is longer than " + MAX_ANSWER + " bytes");
                    }
                    return read;
                }
            });
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }
}

package eu.bocage.connector.web;

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
 * The HTTP client by which a node calls addresses that others gave it: EDC's messages and the questions to providers.
 *
 * <ul>
 * <li>It connects to public addresses only ({@link GuardedSockets}), follows no redirect and uses no proxy, for a proxy
 *     would resolve names in our place.
 * <li>It speaks TLS, except to loopback addresses that the operator listed: members announce nothing else.
 * <li>It reads no more bytes and waits no longer than it was told to.
 * <li>It sends a request once. A message may carry a token that is good for one use: whether to try again, with a fresh
 *     one, is for the caller to decide.
 * <li>Calls run on virtual threads, 64 at once to one host, so that one slow member does not hold up the others.
 * </ul>
 */
public final class Outbound implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbound-", 0).factory());
    private final OkHttpClient client;

    /**
     * @param privateAddresses {@code host:port}, in loopback or private ranges, that may be called nevertheless
     * @param maxAnswer        bytes of an answer's body, unpacked; reading past them is an {@link IOException}
     * @param maxRefusal       bytes of the body of an answer other than 2xx; if less than {@code maxAnswer}, what
     *                         follows is cut off
     * @param patience         for a whole call, from the connection to the last byte of the answer
     */
    public Outbound(Set<String> privateAddresses, int maxAnswer, int maxRefusal, Duration patience) {
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
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT)
            .readTimeout(patience)
            .writeTimeout(patience)
            .callTimeout(patience)
            .addInterceptor(chain -> guard(chain, maxAnswer, maxRefusal))
            .addNetworkInterceptor(Outbound::once)
            .build();
    }

    public OkHttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        threads.shutdown();
    }

    private static Response guard(Interceptor.Chain chain, int maxAnswer, int maxRefusal)
            throws IOException {
        if (!chain.request().isHttps() && !LOOPBACK.contains(chain.request().url().host())) {
            throw new IOException(chain.request().url().host() + " is called without TLS");
        }
        Response response = chain.proceed(chain.request());
        boolean cut = !response.isSuccessful() && maxRefusal < maxAnswer;
        return response.newBuilder().body(new BoundedBody(response.body(), cut ? maxRefusal : maxAnswer, cut)).build();
    }

    /** OkHttp would send again at once what was answered with 503 and {@code Retry-After: 0}. */
    private static Response once(Interceptor.Chain chain) throws IOException {
        return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
    }

    private static final class BoundedBody extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;
        private final boolean cut;

        BoundedBody(ResponseBody body, int maxAnswer, boolean cut) {
            this.body = body;
            this.cut = cut;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {
                private long left = maxAnswer;

                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    if (cut && left == 0) {
                        return -1;
                    }
                    long read = super.read(sink, cut ? Math.min(byteCount, left) : byteCount);
                    left -= Math.max(read, 0);
                    if (left < 0) {
                        throw new IOException("The answer is longer than " + maxAnswer + " bytes");
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
            return cut ? -1 : body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }
}

package eu.bocage.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongBodiesTest {

    private static final Duration EVER = Duration.ofHours(1);
    private static final byte[] PART = new byte[300_000];

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;

    @BeforeAll
    void start() {
        vertx = Vertx.vertx();
        Arrays.fill(PART, (byte) 'x');
    }

    @AfterAll
    void stop() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesEveryByte() throws Exception {
        LongBodies bodies = new LongBodies();
        Consumer<Consumer<byte[]>> body = pieces -> {
            for (int i = 0; i < 10; i++) {
                pieces.accept(PART);
            }
            pieces.accept(new byte[] {'!'});
        };
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().get("/").handler(HttpPort.blocking(context -> bodies.send(context, body)));
            assertThat(get(port.listen(), "/").body()).isEqualTo("x".repeat(3_000_000) + "!");
        }
    }

    @Test
    void cutsOffWhoDoesNotReadAndGivesThePlaceToTheNext() throws Exception {
        for (LongBodies bodies : new LongBodies[] {new LongBodies(1, Duration.ofMillis(500), EVER),
                new LongBodies(1, EVER, Duration.ofMillis(500))}) {
            try (HttpPort port = open(bodies); Socket idle = request(port.listen(), "/endless")) {
                assertThat(get(idle.getPort(), "/short").body()).isEqualTo("short");
            }
        }
    }

    @Test
    void freesThePlaceOfWhoHasGone() throws Exception {
        try (HttpPort port = open(new LongBodies(1, EVER, EVER))) {
            int number = port.listen();
            Socket gone = request(number, "/endless");
            assertThat(gone.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
            assertThat(get(number, "/other").body()).isEqualTo("other");
            gone.close();
            assertThat(get(number, "/short").body()).isEqualTo("short");
        }
    }

    /** A second port, whose callers soon lose patience, has its places in common with the first. */
    @Test
    void letsOthersWaitAndTellsThemSo() throws Exception {
        LongBodies bodies = new LongBodies(1, EVER, EVER);
        CountDownLatch go = new CountDownLatch(1);
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0);
             HttpPort impatient = new HttpPort(vertx, "127.0.0.1", 0, 200)) {
            port.router().get("/first").handler(HttpPort.blocking(context -> bodies.send(context, pieces -> {
                pieces.accept(PART);
                await(go);
                pieces.accept(PART);
            })));
            for (HttpPort each : new HttpPort[] {port, impatient}) {
                each.router().get("/second").handler(HttpPort.blocking(context ->
                    bodies.send(context, pieces -> pieces.accept(PART))));
            }
            int number = port.listen();
            try (Socket first = request(number, "/first")) {
                assertThat(new String(first.getInputStream().readNBytes(100_000), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
                assertThat(get(impatient.listen(), "/second").statusCode()).isEqualTo(503);
                go.countDown();
            }
            assertThat(get(number, "/second").body()).hasSize(300_000);
        }
    }

    /** Nobody is left to be told, and nothing is wrong that a log should say. */
    @Test
    void failsNotWhereThePortHasTakenLeaveOfWhoWaits() throws Exception {
        LongBodies bodies = new LongBodies(1, 1, Duration.ofSeconds(5), EVER);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0);
             HttpPort impatient = new HttpPort(vertx, "127.0.0.1", 0, 200)) {
            port.router().get("/first").handler(HttpPort.blocking(context -> bodies.send(context, "one", pieces -> {
                pieces.accept(PART);
                await(go);
            })));
            for (String caller : new String[] {"one", "other"}) {
                impatient.router().get("/" + caller).handler(HttpPort.blocking(context -> {
                    try {
                        bodies.send(context, caller, pieces -> pieces.accept(PART));
                    } catch (RuntimeException e) {
                        failures.add(e);
                    } finally {
                        ended.countDown();
                    }
                }));
            }
            try (Socket first = request(port.listen(), "/first")) {
                assertThat(first.getInputStream().readNBytes(100_000)).hasSize(100_000);
                int number = impatient.listen();
                assertThat(get(number, "/one").statusCode()).isEqualTo(503);
                assertThat(get(number, "/other").statusCode()).isEqualTo(503);
                await(ended);
                go.countDown();
            }
        }
        assertThat(failures).isEmpty();
    }

    /** The second of one caller waits for his first, without a place that others could have. */
    @Test
    void leavesPlacesToOthersWhereOneCallerHasHisShare() throws Exception {
        LongBodies bodies = new LongBodies(2, 1, EVER, EVER);
        CountDownLatch asked = new CountDownLatch(2);
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().get("/endless").handler(HttpPort.blocking(context -> {
                asked.countDown();
                bodies.send(context, "one", pieces -> {
                    while (true) {
                        pieces.accept(PART);
                    }
                });
            }));
            port.router().get("/short").handler(HttpPort.blocking(context ->
                bodies.send(context, "other", pieces -> pieces.accept("short".getBytes()))));
            int number = port.listen();
            try (Socket first = request(number, "/endless")) {
                assertThat(first.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
                try (Socket second = request(number, "/endless")) {
                    await(asked);
                    second.setSoTimeout(300);
                    assertThatThrownBy(() -> second.getInputStream().read())
                        .isInstanceOf(SocketTimeoutException.class);
                    assertThat(get(number, "/short").body()).isEqualTo("short");
                    first.close();
                    second.setSoTimeout(0);
                    assertThat(second.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
                }
            }
        }
    }

    @Test
    void leavesNoWholeBodyWhereItsSourceFails() throws Exception {
        LongBodies bodies = new LongBodies(1, EVER, EVER);
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().get("/late").handler(HttpPort.blocking(context ->
                bodies.send(context, pieces -> {
                    pieces.accept(PART);
                    throw new IllegalStateException("secret");
                })));
            port.router().get("/early").handler(HttpPort.blocking(context ->
                bodies.send(context, pieces -> {
                    throw new IllegalStateException("secret");
                })));
            int number = port.listen();
            assertThatThrownBy(() -> get(number, "/late")).isInstanceOf(IOException.class);
            HttpResponse<String> early = get(number, "/early");
            assertThat(early.statusCode()).isEqualTo(500);
            assertThat(early.body()).doesNotContain("secret");
        }
    }

    private HttpPort open(LongBodies bodies) {
        HttpPort port = new HttpPort(vertx, "127.0.0.1", 0);
        port.router().get("/endless").handler(HttpPort.blocking(context ->
            bodies.send(context, pieces -> {
                while (true) {
                    pieces.accept(PART);
                }
            })));
        port.router().get("/short").handler(HttpPort.blocking(context ->
            bodies.send(context, pieces -> pieces.accept("short".getBytes()))));
        port.router().get("/other").handler(context -> context.response().end("other"));
        return port;
    }

    private static Socket request(int port, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    }
}

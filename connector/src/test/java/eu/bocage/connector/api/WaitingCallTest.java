package eu.bocage.connector.api;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.answer.Body;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.connector.web.LongBodies;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to the private port that wait for others, as for the answer of another member. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingCallTest {

    private static final Duration BEAT = Duration.ofMillis(5);
    private static final String NOTHING = "{\"progress\":{}}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpPort port = new HttpPort(vertx, "127.0.0.1", 0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int number;

    @AfterEach
    void close() throws IOException {
        go.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        port.close();
        vertx.close().await();
    }

    /** The work ends only once its caller has been told several times that it goes on. */
    @Test
    void tellsACallerWithEachBeatThatItWaitsUntilTheResultComes() throws IOException {
        List<String> lines = told(Exchange.telling(BEAT, (exchange, told) -> {
            told.once(Json.object().put("step", "transfer"));
            await(go);
            return Json.object().put("answer", 1);
        }), NOTHING, 5);
        assertThat(lines).startsWith(NOTHING, "{\"progress\":{\"step\":\"transfer\"}}")
            .endsWith("{\"result\":{\"answer\":1}}");
        assertThat(lines.subList(2, lines.size() - 1)).hasSizeGreaterThanOrEqualTo(4).containsOnly(NOTHING);
    }

    @Test
    void tellsACallerWhatWasRefusedAfterAWait() throws IOException {
        List<String> lines = told(Exchange.telling(BEAT, (exchange, told) -> {
            await(go);
            throw ApiError.refused("withdrawn", "f", "e");
        }), NOTHING, 5);
        assertThat(lines.getLast()).isEqualTo(
            "{\"status\":403,\"error\":{\"code\":\"withdrawn\",\"fr\":\"f\",\"en\":\"e\"}}");
        assertThat(lines.subList(0, lines.size() - 1)).containsOnly(NOTHING);
    }

    @Test
    void tellsThePublisherAgainHowFarItIs() throws IOException {
        assertThat(told(Exchange.telling(BEAT, (exchange, told) -> {
            told.rows(7);
            await(go);
            return Json.object();
        }), "{\"progress\":{\"rows\":7}}", 5)).startsWith(NOTHING).endsWith("{\"result\":{}}");
    }

    /** A line within a long result would spoil it: beats end before it begins, however long it waits for its place. */
    @Test
    void beatsWhileALongResultWaitsForAPlaceAndNotWithinIt() throws IOException {
        LongBodies bodies = new LongBodies();
        CountDownLatch taken = new CountDownLatch(LongBodies.AT_ONCE);
        port.router().get("/place").handler(HttpPort.blocking(context -> bodies.send(context, pieces -> {
            pieces.accept(new byte[] {'x'});
            taken.countDown();
            await(go);
        })));
        List<String> lines = told(Exchange.tellingLong(bodies, BEAT, (exchange, told) -> {
            for (int i = 0; i < LongBodies.AT_ONCE; i++) {
                call("/place");
            }
            await(taken);
            return Body.of(List.of(Body.of(Json.bytes("\"")), Body.of("y".repeat(3_000_000).getBytes()),
                Body.of(Json.bytes("\""))));
        }), NOTHING, 200);
        assertThat(lines.getLast()).isEqualTo("{\"result\":\"" + "y".repeat(3_000_000) + "\"}");
        assertThat(lines.subList(0, lines.size() - 1)).containsOnly(NOTHING);
    }

    @Test
    void knowsThatACallerHasLeft() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        port.router().get("/").handler(Exchange.telling(BEAT, (exchange, told) -> {
            boolean there = !told.left();
            begun.countDown();
            while (there && !told.left()) {
                pause();
            }
            left.countDown();
            return Json.object();
        }));
        number = port.listen();
        call("/");
        await(begun);
        assertThat(left.getCount()).isOne();
        sockets.getFirst().close();
        assertThat(left.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** What a call is told. Once it was told a line so often, the work may end. */
    private List<String> told(Handler<RoutingContext> handler, String line, int times) throws IOException {
        port.router().get("/").handler(handler);
        number = port.listen();
        List<String> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                URI.create("http://127.0.0.1:" + number + "/").toURL().openStream(), StandardCharsets.UTF_8))) {
            for (String next = in.readLine(); next != null; next = in.readLine()) {
                lines.add(next);
                if (lines.stream().filter(line::equals).count() == times) {
                    go.countDown();
                }
            }
        }
        return lines;
    }

    private void call(String path) {
        try {
            Socket socket = new Socket("127.0.0.1", number);
            sockets.add(socket);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BEAT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package eu.bocage.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.member.SetupException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpPortTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;

    @BeforeAll
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    void stop() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void runsBlockingWorkOnAVirtualThreadWithTheBodyAtHand() throws Exception {
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().post("/echo").handler(HttpPort.blocking(context -> context.response().end(
                Thread.currentThread().isVirtual() + " " + context.body().asString())));
            assertThat(post(port.listen(), "/echo", "hello").body()).isEqualTo("true hello");
        }
    }

    @Test
    void saysNothingAboutWhatWentWrong() throws Exception {
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().post("/fails").handler(HttpPort.blocking(context -> {
                throw new IllegalStateException("secret");
            }));
            port.router().post("/fails-early").handler(context -> {
                throw new IllegalStateException("secret");
            });
            int number = port.listen();
            for (String path : new String[] {"/fails", "/fails-early"}) {
                HttpResponse<String> answer = post(number, path, "");
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).isEqualTo("{\"code\":\"500\",\"reason\":[\"Internal Server Error\"]}");
            }
            assertThat(post(number, "/nowhere", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesABodyPastTheLimit() throws Exception {
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            port.router().post("/").handler(HttpPort.blocking(context -> context.response().end("taken")));
            int number = port.listen();
            assertThat(post(number, "/", "x".repeat(HttpPort.MAX_BODY)).body()).isEqualTo("taken");
            assertThat(post(number, "/", "x".repeat(HttpPort.MAX_BODY + 1)).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void losesPatienceWithWhoDawdlesAndWithItself() throws Exception {
        try (HttpPort port = new HttpPort(vertx, "127.0.0.1", 0, 300)) {
            port.router().post("/").handler(context -> { });
            int number = port.listen();
            assertThat(post(number, "/", "never answered").statusCode()).isEqualTo(503);
            try (Socket dawdler = new Socket(InetAddress.getLoopbackAddress(), number)) {
                dawdler.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(dawdler.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 503");
            }
        }
    }

    @Test
    void namesAPortInUseAndTheRemedyInBothLanguages() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpPort port = new HttpPort(vertx, "127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(port::listen).asInstanceOf(InstanceOfAssertFactories.type(SetupException.class))
                .satisfies(problem -> {
                    assertThat(problem.english()).contains("Port " + taken.getLocalPort()).contains("in use")
                        .contains("node.yaml");
                    assertThat(problem.french()).contains("Le port " + taken.getLocalPort()).contains("déjà pris");
                });
        }
    }

    @Test
    void namesAnAddressThatIsNotOfThisMachine() {
        for (String host : new String[] {"192.0.2.1", "no-such-host.invalid"}) {
            HttpPort port = new HttpPort(vertx, host, 0);
            assertThatThrownBy(port::listen).isInstanceOf(SetupException.class).hasMessageContaining(host);
        }
    }

    @Test
    void isClosedAfterClose() {
        HttpPort port = new HttpPort(vertx, "127.0.0.1", 0);
        port.router().get("/").handler(context -> context.end("open"));
        int number = port.listen();
        port.close();
        assertThatThrownBy(() -> post(number, "/", "")).isInstanceOf(IOException.class);
        // The JDK gives a listening socket back at its selector's next turn; until then the kernel still takes
        // connections, which end without an answer.
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() ->
            assertThatThrownBy(() -> post(number, "/", "")).isInstanceOf(ConnectException.class));
    }

    private HttpResponse<String> post(int port, String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }
}

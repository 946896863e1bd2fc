package eu.bocage.connector.api;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.web.HttpPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over plain sockets, for no HTTP client lets a test forge {@code Host}. */
class GuardTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger served = new AtomicInteger();
    private HttpPort port;
    private ApiToken token;
    private String own;
    private int number;

    @BeforeEach
    void open(@TempDir Path folder) {
        token = ApiToken.create(folder);
        assertThat(ApiToken.load(folder).header()).isEqualTo(token.header());
        port = new HttpPort(vertx, "127.0.0.1", 0);
        port.router().route().handler(new Guard(token));
        port.router().get("/status").handler(context -> {
            served.incrementAndGet();
            context.response().end("{}");
        });
        number = port.listen();
        own = "127.0.0.1:" + number;
    }

    @AfterEach
    void close() {
        port.close();
        vertx.close().await();
    }

    @Test
    void opensToTheTokenAtTheOwnAddress() throws IOException {
        assertThat(status("GET /status", "Host: " + own, authorization())).isEqualTo(200);
        assertThat(status("GET /status", "Host: localhost:" + number, authorization())).isEqualTo(200);
        assertThat(status("GET /status", "Host: " + own, authorization(), "Origin: http://" + own)).isEqualTo(200);
        assertThat(served).hasValue(3);
    }

    @Test
    void staysShutWithoutTheToken() throws IOException {
        for (String line : new String[] {"X: y", "Authorization: ", "Authorization: Bearer ",
            "Authorization: Bearer " + "0".repeat(64), authorization().replace("Bearer", "bearer"),
            authorization() + "0", authorization().substring(0, authorization().length() - 1)}) {
            assertThat(status("GET /status", "Host: " + own, line)).as(line).isEqualTo(401);
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void staysShutUnderAForeignName() throws IOException {
        for (String host : new String[] {"evil.example:" + number, "127.0.0.1", "127.0.0.1:1", "localhost",
            "127.0.0.1.evil.example:" + number, "0.0.0.0:" + number}) {
            assertThat(status("GET /status", "Host: " + host, authorization())).as(host).isEqualTo(403);
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void staysShutToPagesOfElsewhere() throws IOException {
        for (String origin : new String[] {"http://evil.example", "null", "https://" + own, "http://127.0.0.1",
            "http://localhost:" + number}) {
            assertThat(status("GET /status", "Host: " + own, authorization(), "Origin: " + origin))
                .as(origin).isEqualTo(403);
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void tellsNothingAboutAddressesWithoutTheToken() throws IOException {
        assertThat(status("GET /nothing", "Host: " + own)).isEqualTo(401);
        assertThat(status("GET /nothing", "Host: " + own, authorization())).isEqualTo(404);
        assertThat(status("POST /status", "Host: " + own)).isEqualTo(401);
        assertThat(status("POST /status", "Host: " + own, authorization())).isEqualTo(405);
        assertThat(served).hasValue(0);
    }

    private String authorization() {
        return "Authorization: " + token.header();
    }

    private int status(String request, String... headers) throws IOException {
        String text = request + " HTTP/1.1\r\n" + String.join("\r\n", headers)
            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", number)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }
}

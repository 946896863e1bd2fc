package eu.bocage.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTest {

    private static final int MAX_ANSWER = 100_000;
    private static final int MAX_REFUSAL = 10_000;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port + "/secret");
                exchange.sendResponseHeaders(307, -1);
            } else if (exchange.getRequestURI().getPath().equals("/long")) {
                exchange.sendResponseHeaders(200, MAX_ANSWER + 1);
                exchange.getResponseBody().write(new byte[MAX_ANSWER + 1]);
            } else if (exchange.getRequestURI().getPath().equals("/refused")) {
                exchange.sendResponseHeaders(404, MAX_REFUSAL + 1);
                exchange.getResponseBody().write(new byte[MAX_REFUSAL + 1]);
            } else if (exchange.getRequestURI().getPath().equals("/busy")) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                exchange.sendResponseHeaders(503, -1);
            } else if (exchange.getRequestURI().getPath().equals("/silent") && requests.get() > 1) {
                exchange.getRequestBody().readAllBytes();
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://[::1]:PORT/",
        "http://127.0.0.1.:PORT/", "https://127.1:PORT/", "https://2130706433:PORT/", "https://0x7f000001:PORT/",
        "https://[::ffff:127.0.0.1]:PORT/", "https://[::ffff:7f00:1]:PORT/", "https://0.0.0.0:PORT/",
        "https://[::]:PORT/", "https://[::127.0.0.1]:PORT/", "https://[64:ff9b::7f00:1]:PORT/",
        "https://localhost:PORT/", "http://example.org:PORT/"})
    void neverCallsThisMachineUnlessListed(String address) {
        assertThatThrownBy(() -> call(Set.of(), address)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call(Set.of("127.0.0.1:1", "localhost:1"), address)).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:PORT/", "https://localhost:PORT/", "https://2130706433:PORT/",
        "https://[::ffff:127.0.0.1]:PORT/", "https://[64:ff9b::7f00:1]:PORT/"})
    void refusesWithoutAConnection(String address) {
        assertThatThrownBy(() -> call(Set.of(), address)).isInstanceOf(IOException.class)
            .satisfies(refusal -> assertThat(refusal.getMessage()).containsAnyOf("private range", "Failed to connect",
                "No address", "Name or service", "nodename", "invalid"));
        assertThat(requests).hasValue(0);
    }

    @Test
    void callsAListedAddressByNumberOrByName() throws IOException {
        assertThat(call(Set.of("127.0.0.1:" + port), "http://127.0.0.1:PORT/")).isEqualTo(204);
        assertThat(call(Set.of("localhost:" + port), "http://localhost:PORT/")).isEqualTo(204);
    }

    @Test
    void followsNoRedirect() throws IOException {
        assertThat(call(Set.of("127.0.0.1:" + port), "http://127.0.0.1:PORT/elsewhere")).isEqualTo(307);
        assertThat(requests).hasValue(1);
    }

    @Test
    void sendsARequestOnceWhateverBecomesOfIt() throws IOException {
        try (Outbound outbound = outbound(Set.of("127.0.0.1:" + port))) {
            execute(outbound.client(), "http://127.0.0.1:PORT/silent").close();
            assertThatThrownBy(() -> execute(outbound.client(), "http://127.0.0.1:PORT/silent"))
                .isInstanceOf(IOException.class);
            assertThat(requests).hasValue(2);
        }
        assertThat(call(Set.of("127.0.0.1:" + port), "http://127.0.0.1:PORT/busy")).isEqualTo(503);
        assertThat(requests).hasValue(3);
    }

    @Test
    void readsNoAnswerPastTheLimit() {
        try (Outbound outbound = outbound(Set.of("127.0.0.1:" + port))) {
            assertThatThrownBy(() -> {
                try (Response response = execute(outbound.client(), "http://127.0.0.1:PORT/long")) {
                    response.body().bytes();
                }
            }).isInstanceOf(IOException.class).hasMessageContaining("longer than");
        }
    }

    @Test
    void readsOfARefusalOnlyTheBeginning() throws IOException {
        try (Outbound outbound = outbound(Set.of("127.0.0.1:" + port));
             Response response = execute(outbound.client(), "http://127.0.0.1:PORT/refused")) {
            assertThat(response.body().bytes()).hasSize(MAX_REFUSAL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255", "::", "::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "::10.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "100::1"})
    void knowsAddressesThatAreNobodysOnTheInternet(String literal) throws IOException {
        assertThat(PrivateRanges.hold(InetAddress.getByName(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255",
        "2606:4700::1111", "2a01:e0a::1", "64:ff9b::101:101", "2002:101:101::1", "fbff::1"})
    void leavesPublicAddressesAlone(String literal) throws IOException {
        assertThat(PrivateRanges.hold(InetAddress.getByName(literal))).isFalse();
    }

    /** Java makes an IPv4 address of a mapped one, unless asked for the bytes as they are. */
    @Test
    void seesThroughAMappedAddressInItsIpv6Form() throws IOException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(PrivateRanges.hold(Inet6Address.getByAddress(null, mapped, -1))).isTrue();
    }

    private int call(Set<String> listed, String address) throws IOException {
        try (Outbound outbound = outbound(listed); Response response = execute(outbound.client(), address)) {
            return response.code();
        }
    }

    private static Outbound outbound(Set<String> listed) {
        return new Outbound(listed, MAX_ANSWER, MAX_REFUSAL, Duration.ofSeconds(12));
    }

    private Response execute(OkHttpClient client, String address) throws IOException {
        try {
            return client.newCall(new Request.Builder().url(address.replace("PORT", "" + port)).build()).execute();
        } catch (IllegalArgumentException e) {
            throw new IOException("invalid address", e);
        }
    }
}

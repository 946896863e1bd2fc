package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.web.Outbound;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** The member is registered at a public name, which resolves to this machine by the time a question is asked. */
    @Test
    void refusesANameThatTurnsIntoLoopback() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Dns turned = host -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        };
        try (ServerSocket secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Checking checking = new Checking();
             Outbound outbound = Exchange.outbound(Set.of("localhost:1"))) {
            OkHttpClient client = outbound.client().newBuilder().dns(turned).build();
            Member provider = member(URI.create("https://rebinding.example.org:" + secret.getLocalPort()));
            Access access = new Access(provider.publicUrl().resolve("/query"), "token");
            assertThat(new Exchange(client, checking).send(provider, access, new byte[0], System.nanoTime(),
                Turns.each(1).turn())).isInstanceOfSatisfying(
                Exchange.Reply.Lost.class, lost -> assertThat(lost.why()).contains("private range"));
            assertThat(lookups.get()).isPositive();
            secret.setSoTimeout(200);
            assertThatThrownBy(secret::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void callsNoLoopbackAddressThatTheOperatorDidNotList() throws Exception {
        try (ServerSocket secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Checking checking = new Checking();
             Outbound outbound = Exchange.outbound(Set.of())) {
            Member provider = member(URI.create("http://127.0.0.1:" + secret.getLocalPort()));
            Access access = new Access(provider.publicUrl().resolve("/query"), "token");
            assertThat(new Exchange(outbound.client(), checking).send(provider, access, new byte[0], System.nanoTime(),
                Turns.each(1).turn())).isInstanceOfSatisfying(
                Exchange.Reply.Lost.class, lost -> assertThat(lost.why()).contains("privateAddresses"));
            secret.setSoTimeout(200);
            assertThatThrownBy(secret::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** A second sending could come after a publication, and be charged again without a word. */
    @Test
    void sendsNothingASecondTimeWhereAConnectionBreaksBeforeTheReply() throws Exception {
        try (Replies provider = new Replies(number -> number == 2)) {
            assertThat(provider.asked()).isInstanceOf(Exchange.Reply.Given.class);
            assertThat(provider.asked()).isInstanceOf(Exchange.Reply.Lost.class);
            assertThat(provider.requests).hasValue(2);
            assertThat(provider.asked()).isInstanceOf(Exchange.Reply.Given.class);
        }
    }

    @Test
    void keepsNoConnectionThatAProvidersRestartWouldBreak() throws Exception {
        try (Replies provider = new Replies(number -> false)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(provider.asked()).isInstanceOf(Exchange.Reply.Given.class);
                assertThat(provider.connections).hasValue(i);
            }
        }
    }

    /** As where many places of a question are unknown. */
    @Test
    void readsTheReasonsOfALongRefusalToTheLast() throws Exception {
        String reasons = IntStream.range(0, 3000)
            .mapToObj(i -> "{\"en\":\"no such place, number " + i + "\",\"fr\":\"\",\"term\":\"filters.zoning\"}")
            .collect(Collectors.joining(",", "{\"code\":\"input\",\"reasons\":[", "]}"));
        try (Replies provider = new Replies(number -> false, "400 Bad Request", reasons)) {
            assertThat(reasons.length()).isGreaterThan(128 << 10);
            assertThat(provider.asked()).isInstanceOfSatisfying(Exchange.Reply.Denied.class, denied -> {
                assertThat(denied.code()).isEqualTo("input");
                assertThat(denied.english()).endsWith("no such place, number 2999");
            });
        }
    }

    /** A provider that replies to all requests of a connection, or breaks it in place of a reply, and counts both. */
    private static final class Replies implements AutoCloseable {

        private static final String BODY = "{\"answer\":1,\"budget\":{\"en\":\"e\",\"fr\":\"f\"},\"receipt\":{}}";

        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger requests = new AtomicInteger();
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Outbound outbound = Exchange.outbound(Set.of("127.0.0.1:" + server.getLocalPort()));
        private final Checking checking = new Checking();
        private final Exchange exchange = new Exchange(outbound.client(), checking);
        private final Member provider = member(URI.create("http://127.0.0.1:" + server.getLocalPort()));

        Replies(IntPredicate breaking) throws IOException {
            this(breaking, "200 OK", BODY);
        }

        Replies(IntPredicate breaking, String status, String body) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        connections.incrementAndGet();
                        Thread.ofVirtual().start(() -> serve(socket, breaking, status, body));
                    } catch (IOException e) {
                        // closed with the test
                    }
                }
            });
        }

        Exchange.Reply asked() {
            return exchange.send(provider, new Access(provider.publicUrl().resolve("/query"), "token"),
                "request".getBytes(StandardCharsets.US_ASCII), exchange.now(), Turns.each(1).turn());
        }

        private void serve(Socket socket, IntPredicate breaking, String status, String body) {
            try (socket) {
                while (read(socket.getInputStream()) && !breaking.test(requests.incrementAndGet())) {
                    socket.getOutputStream().write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // the other side has gone
            }
        }

        /** A request, whose body is known. @return whether there was one */
        private static boolean read(InputStream in) throws IOException {
            StringBuilder all = new StringBuilder();
            while (all.indexOf("\r\n\r\nrequest") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                all.append((char) next);
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            outbound.close();
            checking.close();
            server.close();
        }
    }

    private static Member member(URI publicUrl) {
        NodeKeys keys = NodeKeys.fresh();
        Profile profile = new Profile(publicUrl, keys.verificationKey(), keys.encryptionKey(), "Organisation",
            "000000018", "FR", "FR");
        return new Member(Adherence.sign(profile, "sha-256:" + "0".repeat(64), keys), Set.of(), Set.of(), "firms",
            Member.Status.ACTIVE);
    }
}

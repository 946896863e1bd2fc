package eu.bocage.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class GuardedSocketsTest {

    @Test
    void refusesALoopbackAddressWhateverNameItWasGiven() throws Exception {
        GuardedSockets sockets = new GuardedSockets(Set.of("localhost:1"));
        InetAddress renamed = InetAddress.getByAddress("innocent.example.org", new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Socket socket = sockets.createSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(renamed, server.getLocalPort()), 1000))
                .isInstanceOf(ConnectException.class).hasMessageContaining("private range");
            assertThatThrownBy(() -> sockets.createSocket(renamed, server.getLocalPort()))
                .isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> sockets.createSocket("127.0.0.1", server.getLocalPort()))
                .isInstanceOf(ConnectException.class);
        }
    }

    /** A name that resolves to a public address first and to loopback later is judged by what it is called with. */
    @Test
    void refusesANameThatTurnsIntoLoopback() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OkHttpClient client = new OkHttpClient.Builder().socketFactory(new GuardedSockets(Set.of()))
                .dns(host -> {
                    lookups.incrementAndGet();
                    return List.of(address(host));
                }).build();
            Request request = new Request.Builder()
                .url("http://rebinding.example.org:" + server.getLocalPort() + "/").build();
            assertThatThrownBy(() -> client.newCall(request).execute()).isInstanceOf(ConnectException.class);
            assertThat(lookups.get()).isPositive();
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}

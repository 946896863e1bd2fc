package eu.bocage.connector.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Set;
import javax.net.SocketFactory;

/**
 * Sockets that never connect to this machine or its private networks, unless the operator listed host and port.
 *
 * <p>The check stands at the last moment, on the very address that the operating system is about to be given. However
 * it was written (a name, a name that resolves to loopback only the second time, a decimal number, IPv4 inside IPv6),
 * it is the resolved address that counts, and nothing happens between check and connection. Not one packet is sent to a
 * refused address.
 */
final class GuardedSockets extends SocketFactory {

    private final Set<String> allowed;

    /** @param allowed {@code host:port}, in loopback or private ranges, that may be called nevertheless */
    GuardedSockets(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public Socket createSocket() {
        return new GuardedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress address, SocketAddress local) throws IOException {
        Socket socket = createSocket();
        if (local != null) {
            socket.bind(local);
        }
        socket.connect(address);
        return socket;
    }

    private void check(SocketAddress endpoint) throws ConnectException {
        if (!(endpoint instanceof InetSocketAddress address) || address.isUnresolved()) {
            throw new ConnectException("Not an address: " + endpoint);
        }
        if (!PrivateRanges.hold(address.getAddress())) {
            return;
        }
        String literal = address.getAddress().getHostAddress() + ":" + address.getPort();
        String named = address.getHostString().toLowerCase(Locale.ROOT) + ":" + address.getPort();
        if (!allowed.contains(literal) && !allowed.contains(named)) {
            throw new ConnectException(named + " is in a private range and not listed in privateAddresses");
        }
    }

    private final class GuardedSocket extends Socket {
        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            check(endpoint);
            super.connect(endpoint, timeout);
        }
    }
}

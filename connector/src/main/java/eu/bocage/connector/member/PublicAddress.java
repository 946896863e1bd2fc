package eu.bocage.connector.member;

import java.net.URI;
import java.util.Set;

/** Which addresses a member may announce: TLS everywhere, plain HTTP on this very machine only. */
final class PublicAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private PublicAddress() {
    }

    /** @throws IllegalArgumentException unless {@code https://host[:port]}, or {@code http} on loopback */
    static void check(URI url) {
        String shown = "the public address " + url;
        if (url == null || url.getHost() == null || url.getScheme() == null) {
            throw new IllegalArgumentException(shown + " has no scheme or no host; write https://host[:port]");
        }
        boolean tls = "https".equals(url.getScheme());
        if (!tls && !("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()))) {
            throw new IllegalArgumentException(shown + " must be https (plain http only on 127.0.0.1 or localhost)");
        }
        boolean bare = (url.getRawPath() == null || url.getRawPath().isEmpty()) && url.getRawQuery() == null
            && url.getRawFragment() == null && url.getRawUserInfo() == null;
        if (!bare || url.getPort() == 0 || url.getPort() > 65535) {
            throw new IllegalArgumentException(shown + " must be scheme, host and port only, without a final slash");
        }
    }
}

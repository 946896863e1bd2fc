package eu.bocage.connector.member;

import java.net.URI;
import java.util.Set;

/** Which addresses a member may announce: TLS everywhere, plain HTTP on this very machine only. */
final class PublicAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private PublicAddress() {
    }

    /** @throws Flaw unless {@code https://host[:port]}, or {@code http} on loopback */
    static void check(URI url) {
        if (url == null || url.getHost() == null || url.getScheme() == null) {
            throw flaw(url, "n'a pas de schéma ou d'hôte ; écrivez https://hôte[:port]",
                "has no scheme or no host; write https://host[:port]");
        }
        boolean tls = "https".equals(url.getScheme());
        if (!tls && !("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()))) {
            throw flaw(url, "doit être en https (http seulement sur 127.0.0.1 ou localhost)",
                "must be https (plain http only on 127.0.0.1 or localhost)");
        }
        boolean bare = (url.getRawPath() == null || url.getRawPath().isEmpty()) && url.getRawQuery() == null
            && url.getRawFragment() == null && url.getRawUserInfo() == null;
        if (!bare || url.getPort() == 0 || url.getPort() > 65535) {
            throw flaw(url, "ne doit être que schéma, hôte et port, sans barre finale",
                "must be scheme, host and port only, without a final slash");
        }
    }

    private static Flaw flaw(URI url, String french, String english) {
        return new Flaw("l'adresse publique " + url + " " + french, "the public address " + url + " " + english);
    }
}

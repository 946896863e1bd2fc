package eu.bocage.connector.edc;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of an address, in one spelling: equal origins are equal values. */
record Origin(String scheme, String host, int port) {

    /** Of an address that is known to have a scheme and a host. */
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** Of a stranger's text; empty unless it is an address of http or https without user information. */
    static Optional<Origin> of(String address) {
        try {
            URI uri = URI.create(address);
            boolean plain = uri.getScheme() != null && uri.getScheme().matches("(?i)https?")
                && uri.getHost() != null && uri.getRawUserInfo() == null;
            return plain ? Optional.of(of(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package eu.bocage.connector.member;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a member: a <a href="https://w3c-ccg.github.io/did-method-web/">did:web</a> identifier made of host and
 * port only, such as {@code did:web:127.0.0.1%3A9101}. One member has one spelling: lower case, upper-case
 * {@code %3A}, no default port, no path, so that equal text is equal identity.
 *
 * @param text the identifier, at most 300 characters
 */
public record Did(String text) implements Comparable<Did> {

    private static final Pattern FORM = Pattern.compile(
        "did:web:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
            + "(?:%3A(?!443$)(?!80$)[1-9][0-9]{0,4})?");

    /** @throws Flaw when the text is not a did:web of host and port in its one spelling */
    public Did {
        if (text == null || text.length() > 300 || !FORM.matcher(text).matches()) {
            throw new Flaw("pas un did:web d'hôte en minuscules et de port : " + shortened(text),
                "not a did:web of a lower-case host and port: " + shortened(text));
        }
    }

    /**
     * The DID of the node that is reached at a public address.
     *
     * @param publicUrl {@code https://host[:port]}, or {@code http://} on loopback; no path, query or user
     * @throws Flaw when the address is of another form
     */
    public static Did of(URI publicUrl) {
        PublicAddress.check(publicUrl);
        String host = publicUrl.getHost().toLowerCase(Locale.ROOT);
        int port = publicUrl.getPort();
        boolean plain = port == -1 || port == ("https".equalsIgnoreCase(publicUrl.getScheme()) ? 443 : 80);
        return new Did("did:web:" + host + (plain ? "" : "%3A" + port));
    }

    /** The name of a key of this member in its DID document and in token headers, as {@code did:web:h#signing}. */
    String key(String fragment) {
        return text + "#" + fragment;
    }

    @Override
    public int compareTo(Did other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

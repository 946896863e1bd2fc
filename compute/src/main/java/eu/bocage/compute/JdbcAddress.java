package eu.bocage.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Addresses of databases. Both drivers have parameters that load classes, run scripts or write files, and new ones come
 * with new versions; so those that do none of this are listed here and all others are refused. So is the backslash,
 * with which H2 hides a separator.
 */
final class JdbcAddress {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";
    private static final Set<String> OF_POSTGRES = new TreeSet<>(Set.of("ApplicationName", "connectTimeout",
        "currentSchema", "loginTimeout", "socketTimeout", "ssl", "sslmode", "sslrootcert", "tcpKeepAlive"));
    private static final Set<String> OF_H2 = new TreeSet<>(Set.of("IFEXISTS", "MODE"));

    private JdbcAddress() {
    }

    /**
     * The address as it is opened: that of H2 for reading only.
     *
     * @throws InvalidInput when it is none that is taken
     */
    static String checked(String url) {
        boolean postgres = url.startsWith(POSTGRES);
        if (!postgres && !url.startsWith(H2) || url.indexOf('\\') >= 0
                || url.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw Json.invalid("jdbc", "n'est pas une adresse jdbc:postgresql: ou jdbc:h2:, sans barre oblique inverse "
                + "ni espace", "is no address jdbc:postgresql: or jdbc:h2:, without backslashes and spaces");
        }
        Set<String> allowed = postgres ? OF_POSTGRES : OF_H2;
        for (String name : names(url, postgres)) {
            if (!allowed.contains(postgres ? name : name.toUpperCase(Locale.ROOT))) {
                throw Json.invalid("jdbc", "a un paramètre qui n'est pas admis ; il y a : "
                        + String.join(", ", allowed) + " ; donnez le compte par --user",
                    "has a parameter that is not allowed; there are: " + String.join(", ", allowed)
                        + "; give the account by --user");
            }
        }
        return postgres ? url : url + ";ACCESS_MODE_DATA=r";
    }

    private static List<String> names(String url, boolean postgres) {
        int start = url.indexOf(postgres ? '?' : ';');
        return start < 0 ? List.of() : Arrays.stream(url.substring(start + 1).split(postgres ? "&" : ";"))
            .filter(one -> !one.isEmpty()).map(one -> one.split("=", 2)[0]).toList();
    }
}

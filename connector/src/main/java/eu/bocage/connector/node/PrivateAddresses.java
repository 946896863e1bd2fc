package eu.bocage.connector.node;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list {@code privateAddresses}: {@code host:port}, or {@code host:first-last} for a range of ports. */
final class PrivateAddresses {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]{1,253}):([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MOST = 4096;

    private PrivateAddresses() {
    }

    static Set<String> read(Section section, String name) {
        Set<String> all = new TreeSet<>();
        for (String text : section.texts(name)) {
            Matcher matcher = FORM.matcher(text);
            int first = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
            int last = first > 0 && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : first;
            if (first < 1 || last < first || last > 65_535 || all.size() + last - first >= MOST) {
                section.fault(name, "« " + text + " » n'est pas hôte:port ou hôte:premier-dernier"
                        + " (en tout " + MOST + " ports au plus).",
                    "\"" + text + "\" is not host:port or host:first-last (" + MOST + " ports in all at most).");
                return Set.of();
            }
            for (int port = first; port <= last; port++) {
                all.add(matcher.group(1) + ":" + port);
            }
        }
        return Set.copyOf(all);
    }
}

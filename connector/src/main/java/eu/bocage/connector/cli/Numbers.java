package eu.bocage.connector.cli;

import eu.bocage.connector.node.Language;
import java.util.Locale;

/** Numbers as people of a language write them. */
final class Numbers {

    private Numbers() {
    }

    static String of(long number, Language language) {
        return String.format(locale(language), "%,d", number);
    }

    /** A duration in seconds with two decimals. */
    static String seconds(long millis, Language language) {
        return String.format(locale(language), "%.2f s", millis / 1000.0);
    }

    /** A share of 1000 in per cent with one decimal. */
    static String percent(long perMille, Language language) {
        return String.format(locale(language), "%.1f %%", perMille / 10.0);
    }

    private static Locale locale(Language language) {
        return language == Language.FR ? Locale.FRANCE : Locale.UK;
    }
}

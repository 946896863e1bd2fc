package eu.bocage.compute.audit;

import java.util.Locale;

/** The same in both languages. */
public record Said(String french, String english) {

    /** A number with so many decimals, as each language writes it. */
    static Said number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return new Said(text.replace('.', ','), text);
    }
}

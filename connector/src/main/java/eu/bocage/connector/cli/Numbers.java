package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.node.Language;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers as people of a language write them. */
final class Numbers {

    private Numbers() {
    }

    static String of(long number, Language language) {
        return String.format(locale(language), "%,d", number);
    }

    /** A number of JSON with all its decimals; a dash where there is none. */
    static String of(JsonNode number, Language language) {
        if (!number.isNumber()) {
            return "–";
        }
        BigDecimal decimal = number.decimalValue().stripTrailingZeros();
        return decimal(decimal.scale() < 0 ? decimal.setScale(0) : decimal, language);
    }

    /** Whole millionths as a number with up to six decimals. */
    static String millionths(long millionths, Language language) {
        return decimal(BigDecimal.valueOf(millionths, 6), language);
    }

    /** Whole thousandths as a number with up to three decimals. */
    static String thousandths(long thousandths, Language language) {
        return decimal(BigDecimal.valueOf(thousandths, 3), language);
    }

    private static String decimal(BigDecimal number, Language language) {
        NumberFormat format = NumberFormat.getNumberInstance(locale(language));
        format.setMaximumFractionDigits(number.scale());
        return format.format(number);
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

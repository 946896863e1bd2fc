import java.io.PrintStream;
import java.text.NumberFormat;
import java.util.Locale;

/** Speaks to the person at the terminal in the language that was asked for. */
record Say(boolean inFrench, PrintStream out) {

    void line(String french, String english) {
        out.println(choose(french, english));
    }

    void title(String french, String english) {
        out.println();
        line(french, english);
    }

    String choose(String french, String english) {
        return inFrench ? french : english;
    }

    /** A whole number with the language's digit groups. */
    String number(long value) {
        return NumberFormat.getIntegerInstance(locale()).format(value).replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    /** Thousandths as per cent with one decimal. */
    String percent(long perMille) {
        return String.format(locale(), "%.1f %%", perMille / 10.0);
    }

    /** Milliseconds as seconds with two decimals below a minute. */
    String seconds(long millis) {
        return String.format(locale(), "%.2f s", millis / 1000.0);
    }

    private Locale locale() {
        return inFrench ? Locale.FRANCE : Locale.UK;
    }
}

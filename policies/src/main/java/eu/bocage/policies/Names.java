package eu.bocage.policies;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How what a policy names is called in sentences: by the charter's own words where a charter is at hand. */
final class Names {

    private static final List<String> EUROPEAN_UNION = List.of("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
        "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
    /** Enough digits of a fingerprint to tell two charters apart by eye; the whole stands in the policy. */
    private static final int FINGERPRINT = 12;

    private final Optional<Charter> charter;

    Names(Optional<Charter> charter) {
        this.charter = charter;
    }

    Words purpose(String id) {
        return charter.map(Charter::purposeWords).map(purposes -> purposes.get(id))
            .orElse(new Words(Quoted.plain(id), Quoted.plain(id)));
    }

    /** That an agreement is under the charter of that hash. */
    Words charter(String hash) {
        String fingerprint = fingerprint(hash);
        return charter.filter(known -> known.hash().equals(hash))
            .map(known -> new Words("L'accord est pris sous " + Quoted.french(known.title().french()) + ", version "
                + known.version() + " (empreinte " + fingerprint + ").",
                "The agreement is made under " + Quoted.english(known.title().english()) + ", version "
                    + known.version() + " (fingerprint " + fingerprint + ")."))
            .orElse(new Words("L'accord est pris sous la charte signée par tous (empreinte " + fingerprint + ").",
                "The agreement is made under the charter that everyone signed (fingerprint " + fingerprint + ")."));
    }

    /** An amount of privacy budget, beside the whole of one where the charter tells it. */
    Words budget(String microRho) {
        Words units = ConditionWords.count(microRho, "unité", "unités", "unit", "units");
        Words share = charter.map(known -> share(Long.parseLong(microRho), known.budget().perUnitSpace()))
            .orElse(new Words("", ""));
        return new Words(units.french() + " du budget de confidentialité" + share.french(),
            units.english() + " of the privacy budget" + share.english());
    }

    static String fingerprint(String hash) {
        String digits = hash.substring(hash.indexOf(':') + 1);
        return digits.length() <= FINGERPRINT ? digits : digits.substring(0, FINGERPRINT) + "…";
    }

    /** Countries by name; all of the European Union together as one. */
    static Words countries(List<String> codes) {
        return codes.equals(EUROPEAN_UNION)
            ? new Words("les pays de l'Union européenne", "the countries of the European Union")
            : new Words(String.join(", ", codes.stream().map(code -> country(code, Locale.FRENCH)).toList()),
                String.join(", ", codes.stream().map(code -> country(code, Locale.ENGLISH)).toList()));
    }

    static String day(String value, Locale locale) {
        LocalDate day = LocalDate.parse(value);
        boolean first = locale == Locale.FRENCH && day.getDayOfMonth() == 1;
        return DateTimeFormatter.ofPattern(first ? "d'er' MMMM uuuu" : "d MMMM uuuu", locale).format(day);
    }

    static Words day(LocalDate day) {
        return new Words(day(day.toString(), Locale.FRENCH), day(day.toString(), Locale.ENGLISH));
    }

    private static Words share(long part, long whole) {
        String percent = BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return percent.equals("0") ? new Words(" (moins de 0,1 % du total)", " (less than 0.1% of the whole)")
            : new Words(" (" + percent.replace('.', ',') + " % du total)", " (" + percent + "% of the whole)");
    }

    private static String country(String code, Locale locale) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
    }
}

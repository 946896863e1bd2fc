package eu.bocage.policies;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the right operand of a term is; each value has one spelling, and any other is unknown. */
public enum ValueType {
    HASH("sha-256:[0-9a-f]{64}"),
    IDENTIFIER("[a-z0-9][a-z0-9-]{0,62}"),
    /** Letters of any language, digits, underscore, full stop and hyphen, or {@link Term#NONE}. */
    NAME("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.-]{0,62}|" + Pattern.quote(Term.NONE)),
    ZONING(value -> Zoning.of(value).isPresent()),
    DAY(ValueType::isDay),
    /** 0 to 2^53 - 1. */
    NUMBER(value -> isNumber(value, ValueType.MAX_EXACT)),
    /** 0 to 2^31 - 1. */
    COUNT(value -> isNumber(value, Integer.MAX_VALUE)),
    /** 1 to 100. */
    PERCENT(value -> isNumber(value, 100) && !value.equals("0")),
    /** ISO 3166-1, two letters. */
    COUNTRY("[A-Z]{2}"),
    /** {@link Approval#text}. */
    APPROVAL(value -> Approval.of(value).isPresent()),
    /** Who may be given results: nobody, or the members of the territory. */
    SHARING("none|members"),
    /** 1 to 200 legible characters, none of them a line break. */
    TEXT(ValueType::isText),
    TRUE("true");

    /** Integers past this bound are not exact in RFC 8785 (ECMAScript numbers). */
    static final long MAX_EXACT = (1L << 53) - 1;

    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,15}");
    private static final Pattern ISO_DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Predicate<String> grammar;

    ValueType(String regex) {
        this(Pattern.compile(regex).asMatchPredicate());
    }

    ValueType(Predicate<String> grammar) {
        this.grammar = grammar;
    }

    boolean accepts(String value) {
        return grammar.test(value);
    }

    private static boolean isNumber(String value, long max) {
        return DIGITS.matcher(value).matches() && Long.parseLong(value) <= max;
    }

    private static boolean isText(String value) {
        return !value.isBlank() && value.length() <= 400 && value.codePointCount(0, value.length()) <= 200
            && value.equals(value.strip()) && value.codePoints().noneMatch(Section::invisible);
    }

    static boolean isDay(String value) {
        if (!ISO_DAY.matcher(value).matches()) {
            return false;
        }
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Turns the text of a key into its code. */
final class KeyReader {

    static final int UNLISTED = -1;
    static final int EMPTY = -2;

    /** More different values than a private key may have. */
    static final int TOO_MANY = -3;

    /** A value of a private key that no row has yet; {@link #taken} once its row is good. */
    static final int NEW = -4;

    private static final int MAX_CHARS = 100;

    /** Of a found value: three times in a dictionary that grows, as a text, and in two buffers that are written. */
    private static final int BYTES_PER_BYTE = 7;
    private static final int BYTES_PER_VALUE = 160;

    private final String column;
    private final Rules rules;
    private final Dictionary texts;
    private final ShortCodes shortCodes = new ShortCodes();
    private final byte[] utf8 = new byte[3 * MAX_CHARS];
    private final int[] codeOf;
    private final int codes;
    private final int atMost;
    private final String expectedFrench;
    private final String expectedEnglish;
    private byte[] fresh = {};

    /**
     * @param texts  every text that is taken, or has been found
     * @param codeOf by number of text, its code; of no use for found ones
     * @param codes  how many codes there are at most
     * @param atMost 0 for a key with declared values; else how many may be found
     */
    private KeyReader(String column, Rules rules, Dictionary texts, int[] codeOf, int codes, int atMost,
                      String expectedFrench, String expectedEnglish) {
        this.column = column;
        this.rules = rules;
        this.texts = texts;
        this.codeOf = codeOf;
        this.codes = codes;
        this.atMost = atMost;
        this.expectedFrench = expectedFrench;
        this.expectedEnglish = expectedEnglish;
    }

    static KeyReader of(Card card, String key, List<String> values) {
        Dictionary texts = new Dictionary();
        values.forEach(texts::intern);
        int[] codeOf = new int[texts.size()];
        Arrays.setAll(codeOf, i -> i);
        if (key.equals(CardReader.ZONING)) {
            return ofZone(card.zone().orElseThrow(), card.rules(key), texts, codeOf);
        }
        Key declared = card.keyMap().get(key);
        Rules rules = card.rules("keys." + key);
        if (declared.isPrivate()) {
            return new KeyReader(declared.column(), rules, texts, codeOf, declared.atMost(), declared.atMost(),
                "est vide, a plus de " + MAX_CHARS + " caractères, ou des espaces ou caractères de commande autour ou "
                    + "dedans", "is empty, has more than " + MAX_CHARS + " characters, spaces around it or control "
                    + "characters");
        }
        String list = String.join(", ", values.subList(0, Math.min(values.size(), 20)))
            + (values.size() > 20 ? ", …" : "");
        return new KeyReader(declared.column(), rules, texts, codeOf, values.size(), 0,
            "n'est aucune des valeurs de la fiche : " + list, "is none of the card's values: " + list);
    }

    private static KeyReader ofZone(Zone zone, Rules rules, Dictionary texts, int[] current) {
        int[] codeOf = current;
        if (zone.level() == Level.COMMUNE) {
            List<String> former = Geography.official().otherCodes().keySet().stream().sorted().toList();
            codeOf = Arrays.copyOf(current, current.length + former.size());
            for (String code : former) {
                String now = Geography.official().otherCodes().get(code);
                byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
                int at = texts.find(bytes, 0, bytes.length);
                codeOf[texts.intern(code)] = at < current.length ? at : UNLISTED;
            }
        }
        String region = zone.region().map(code -> " de la région " + code).orElse("");
        String inside = zone.region().map(code -> " of région " + code).orElse("");
        String level = zone.level().text();
        return new KeyReader(zone.column(), rules, texts, codeOf, current.length, 0,
            "n'est le code d'aucun lieu du niveau « " + level + " »" + region + " ; gardez les zéros de tête (01001)",
            "is the code of no place of the level \"" + level + "\"" + inside + "; keep leading zeros (01001)");
    }

    String column() {
        return column;
    }

    Rules rules() {
        return rules;
    }

    /** How many codes there are at most; each is below. */
    int codes() {
        return codes;
    }

    /** The code, {@link #EMPTY}, {@link #UNLISTED} or {@link #NEW}. */
    int code(char[] buffer, int offset, int length) {
        long number = ShortCodes.number(buffer, offset, length);
        int known = number == ShortCodes.LONG ? ShortCodes.NONE : shortCodes.find(number);
        if (known != ShortCodes.NONE) {
            return known;
        }
        int code = length > MAX_CHARS ? code(new String(buffer, offset, length))
            : code(utf8, Dictionary.utf8(buffer, offset, length, utf8, 0));
        if (code >= 0 && number != ShortCodes.LONG) {
            shortCodes.add(number, code);
        }
        return code;
    }

    /** See {@link #code(char[], int, int)}. */
    int code(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return code(bytes, bytes.length);
    }

    private int code(byte[] text, int length) {
        int number = texts.find(text, 0, length);
        if (number >= 0) {
            return atMost > 0 ? number : codeOf[number];
        }
        if (length == 0) {
            return EMPTY;
        }
        if (atMost == 0 || !proper(new String(text, 0, length, StandardCharsets.UTF_8))) {
            return UNLISTED;
        }
        fresh = Arrays.copyOf(text, length);
        return NEW;
    }

    /**
     * The code of the text that was last found {@link #NEW}, whose row is kept: rows that are left out leave no value
     * behind. Or {@link #TOO_MANY}.
     */
    int taken() {
        return texts.size() == atMost ? TOO_MANY : texts.intern(fresh, 0, fresh.length);
    }

    /** What the value that was last taken takes of memory at most, in bytes, until the table is written. */
    long takenBytes() {
        return BYTES_PER_VALUE + (long) BYTES_PER_BYTE * fresh.length;
    }

    /** Whether a text may be a value of a private key. */
    static boolean proper(String text) {
        return !text.isEmpty() && text.length() <= MAX_CHARS && text.equals(text.strip())
            && text.codePoints().noneMatch(c -> Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE);
    }

    /** The values found so far, in the order of their codes; none for a key with declared values. */
    List<String> found() {
        return atMost == 0 ? List.of() : IntStream.range(0, texts.size()).mapToObj(texts::text).toList();
    }

    /** @throws InvalidInput when there are more values than there may be, for nothing can be kept then */
    void explain(int code, long line, Faults faults) {
        if (code == TOO_MANY) {
            throw new InvalidInput(List.of(faults.place(line).column(column).problem(
                "est une valeur différente de trop ; la fiche en permet " + atMost + " : relevez atMost, ou regroupez "
                    + "les valeurs",
                "is one different value too many; the card allows " + atMost + ": raise atMost, or group the values")));
        }
        faults.add(line, column, expectedFrench, expectedEnglish);
    }
}

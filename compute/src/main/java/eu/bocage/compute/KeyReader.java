package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.util.Arrays;
import java.util.List;

/** Turns the text of a key into its code. */
final class KeyReader {

    static final int UNLISTED = -1;
    static final int EMPTY = -2;

    private static final int MAX_CHARS = 100;

    private final String column;
    private final Rules rules;
    private final Dictionary texts;
    private final int[] codeOf;
    private final int atMost;
    private final String expectedFrench;
    private final String expectedEnglish;

    /**
     * @param texts  every text that is taken
     * @param codeOf by number of text, its code
     * @param atMost 0 for a key with declared values; else how many may be found
     */
    private KeyReader(String column, Rules rules, Dictionary texts, int[] codeOf, int atMost, String expectedFrench,
                      String expectedEnglish) {
        this.column = column;
        this.rules = rules;
        this.texts = texts;
        this.codeOf = codeOf;
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
        String list = String.join(", ", values.subList(0, Math.min(values.size(), 20)))
            + (values.size() > 20 ? ", …" : "");
        return new KeyReader(card.keyMap().get(key).column(), card.rules("keys." + key), texts, codeOf, 0,
            "n'est aucune des valeurs de la fiche : " + list, "is none of the card's values: " + list);
    }

    private static KeyReader ofZone(Zone zone, Rules rules, Dictionary texts, int[] current) {
        int[] codeOf = current;
        if (zone.level() == Level.COMMUNE) {
            List<String> former = Geography.official().otherCodes().keySet().stream().sorted().toList();
            codeOf = Arrays.copyOf(current, current.length + former.size());
            for (String code : former) {
                String now = Geography.official().otherCodes().get(code);
                int at = texts.find(now.toCharArray(), 0, now.length());
                codeOf[texts.intern(code)] = at < current.length ? at : UNLISTED;
            }
        }
        String region = zone.region().map(code -> " de la région " + code).orElse("");
        String inside = zone.region().map(code -> " of région " + code).orElse("");
        String level = zone.level().text();
        return new KeyReader(zone.column(), rules, texts, codeOf, 0,
            "n'est le code d'aucun lieu du niveau « " + level + " »" + region + " ; gardez les zéros de tête (01001)",
            "is the code of no place of the level \"" + level + "\"" + inside + "; keep leading zeros (01001)");
    }

    String column() {
        return column;
    }

    Rules rules() {
        return rules;
    }

    /** The code, {@link #EMPTY} or {@link #UNLISTED}. */
    int code(char[] buffer, int offset, int length) {
        int number = texts.find(buffer, offset, length);
        return number >= 0 ? codeOf[number] : length == 0 ? EMPTY : UNLISTED;
    }

    /** The code of a declared value. */
    int code(String value) {
        return code(value.toCharArray(), 0, value.length());
    }

    void explain(long line, Faults faults) {
        faults.add(line, column, expectedFrench, expectedEnglish);
    }
}

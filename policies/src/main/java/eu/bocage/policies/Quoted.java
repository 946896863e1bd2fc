package eu.bocage.policies;

import java.util.Collection;

/** Somebody else's text within a sentence of ours: short, on one line, without characters that move or hide others. */
final class Quoted {

    private static final int LENGTH = 80;

    private Quoted() {
    }

    static String french(String text) {
        return "« " + plain(text) + " »";
    }

    static String english(String text) {
        return "\"" + plain(text) + "\"";
    }

    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(LENGTH + 1L).forEach(point -> plain.appendCodePoint(switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\uFFFD';
            default -> point;
        }));
        if (plain.codePointCount(0, plain.length()) > LENGTH) {
            plain.setLength(plain.offsetByCodePoints(0, LENGTH));
            plain.append('…');
        }
        return plain.toString();
    }

    /** Several, in order, with commas. */
    static String list(Collection<String> texts) {
        return String.join(", ", texts.stream().sorted().map(Quoted::plain).toList());
    }
}

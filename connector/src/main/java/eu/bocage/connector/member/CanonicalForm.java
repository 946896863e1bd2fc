package eu.bocage.connector.member;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.erdtman.jcs.NumberToJSON;

/**
 * Whether bytes are RFC 8785, told without a tree: what is read is written again, token by token, and compared with
 * what was there.
 */
final class CanonicalForm extends OutputStream {

    private static final CharacterEscapes ESCAPES = new Escapes();

    private final byte[] bytes;
    private final int to;
    private int at;
    private boolean same = true;

    private CanonicalForm(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** @param parser over the bytes, before its first token; read to the end of one value */
    static boolean is(JsonParser parser, JsonGeneratorSource generators, byte[] bytes, int from, int to)
            throws IOException {
        CanonicalForm form = new CanonicalForm(bytes, from, to);
        Deque<String> names = new ArrayDeque<>();
        try (JsonGenerator out = generators.into(form)) {
            out.setCharacterEscapes(ESCAPES);
            boolean ordered = true;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                switch (token) {
                    case START_OBJECT, START_ARRAY -> names.push("");
                    case END_OBJECT, END_ARRAY -> names.pop();
                    case FIELD_NAME -> {
                        String before = names.pop();
                        names.push(parser.currentName());
                        ordered &= before.isEmpty() || before.compareTo(parser.currentName()) < 0;
                    }
                    default -> { }
                }
                write(parser, token, out);
            } while (!names.isEmpty() && ordered && form.same);
            out.flush();
            return ordered && form.same && form.at == to;
        }
    }

    interface JsonGeneratorSource {
        JsonGenerator into(OutputStream out) throws IOException;
    }

    private static void write(JsonParser parser, JsonToken token, JsonGenerator out) throws IOException {
        boolean whole = token == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            && Math.abs(parser.getLongValue()) <= Json.MAX_EXACT;
        if (token.isNumeric() && !whole) {
            out.writeNumber(NumberToJSON.serializeNumber(parser.getDoubleValue()));
        } else {
            out.copyCurrentEvent(parser);
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] again, int from, int length) {
        same = same && length <= to - at && Arrays.equals(bytes, at, at + length, again, from, from + length);
        at += same ? length : 0;
    }

    /** Two characters where there are two, else the code in small letters; nothing beyond the control characters. */
    private static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (int character = 0; character < ' '; character++) {
                codes[character] = codes[character] < 0 ? ESCAPE_CUSTOM : codes[character];
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return character < ' ' ? new SerializedString(String.format("\\u%04x", character)) : null;
        }
    }
}

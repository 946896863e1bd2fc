package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final Party PARTY = new Party("a");
    private static final byte[] BYTES = Message.of(PARTY::sign, "a", "seed", Map.of("é", "ü\"\\", "b", "1"),
        new byte[] {1, 2, 3}).toBytes();

    @Test
    void survivesItsBytes() {
        Message message = Message.parse(BYTES);
        message.check(PARTY.member(), Party::verify);
        assertThat(message.toBytes()).isEqualTo(BYTES);
        assertThat(new String(message.statement().bytes(), StandardCharsets.UTF_8)).startsWith("{\"b\":\"1\",\"kind\"")
            .contains("\"protocol\":\"BMHE1\"");
    }

    /** Any change is refused by the reader or by the signature; none of them escapes as another exception. */
    @Property(tries = 400)
    void isRefusedWithAnyByteChanged(@ForAll @IntRange(max = 400) int place, @ForAll @IntRange(min = 1, max = 255)
            int change) {
        byte[] other = BYTES.clone();
        other[place % other.length] ^= (byte) change;
        assertThatThrownBy(() -> Message.parse(other).check(PARTY.member(), Party::verify))
            .isInstanceOf(Refusal.class);
    }

    @Property(tries = 300)
    void isRefusedWhereTheBytesAreAnything(@ForAll @Size(max = 300) byte[] bytes) {
        assertThatThrownBy(() -> Message.parse(bytes)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> CollectiveKey.parse(bytes)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> HolderKey.parse(bytes)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{}", "{\"kind\":\"a\"}", "{\"kind\":\"a\",\"protocol\":\"BMHE2\"}",
        "{\"protocol\":\"BMHE1\",\"kind\":\"a\"}", "{\"kind\":\"a\",\"protocol\":\"BMHE1\",\"x\":1}",
        "{\"kind\":\"a\",\"kind\":\"a\",\"protocol\":\"BMHE1\"}", "{\"kind\":\"a\",\"protocol\":\"BMHE1\"} ",
        "{\"kind\":\"a\",\"protocol\":\"BMHE1\"}{}",
        "{\"b\":\"\\ud800\",\"kind\":\"a\",\"protocol\":\"BMHE1\"}",
        "{\"kind\":\"\\udc00\",\"protocol\":\"BMHE1\"}"})
    void hasOneFormOnly(String text) {
        assertThatThrownBy(() -> Statement.parse(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Refusal.class);
    }

    /** Other encodings of JSON, which a reader might take by their first bytes. */
    @Test
    void isReadAsUtf8Only() {
        String text = "{\"kind\":\"a\",\"protocol\":\"BMHE1\"}";
        assertThat(Statement.parse(text.getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo("a");
        for (Charset other : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_32LE,
            StandardCharsets.UTF_32BE, StandardCharsets.UTF_16)) {
            assertThatThrownBy(() -> Statement.parse(text.getBytes(other))).isInstanceOf(Refusal.class);
        }
        byte[] noCharacter = {0x1d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xa3};
        assertThatThrownBy(() -> Statement.parse(noCharacter)).isInstanceOf(Refusal.class);
    }

    /** From 0 to 999 999 999, each in one way of writing. */
    @Test
    void numbersHaveOneFormAndAnEnd() {
        for (String right : List.of("0", "7", "999999999")) {
            assertThat(Statement.of("a", Map.of("n", right)).number("n")).isEqualTo(Integer.parseInt(right));
        }
        for (String wrong : List.of("", "-1", "+1", "01", "1.0", " 1", "1000000000", "2147483647", "4294967296", "١")) {
            assertThatThrownBy(() -> Statement.of("a", Map.of("n", wrong)).number("n")).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> Statement.of("a", Map.of()).number("n")).isInstanceOf(Refusal.class);
    }

    /** A length that the bytes do not hold costs no memory. */
    @Test
    void forgedLengthsAreRefused() {
        byte[] bytes = new ByteWriter().number(Integer.MAX_VALUE).raw(new byte[8]).toBytes();
        assertThatThrownBy(() -> new ByteReader(bytes).bytes()).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new ByteReader(new ByteWriter().number(-1).toBytes()).bytes())
            .isInstanceOf(Refusal.class);
    }
}

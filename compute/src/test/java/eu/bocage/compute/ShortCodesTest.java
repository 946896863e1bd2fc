package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShortCodesTest {

    @Property(tries = 300)
    void findsEachTextAndNoOther(@ForAll("texts") List<String> texts) {
        ShortCodes codes = new ShortCodes();
        List<String> known = new ArrayList<>();
        for (String text : texts) {
            long number = ShortCodes.number(("<" + text + ">").toCharArray(), 1, text.length());
            boolean fits = text.length() <= ShortCodes.MOST && text.chars().allMatch(c -> c < 0x100);
            assertThat(number != ShortCodes.LONG).isEqualTo(fits);
            if (fits) {
                assertThat(codes.find(number)).as(text).isEqualTo(known.indexOf(text));
                if (!known.contains(text)) {
                    known.add(text);
                    codes.add(number, known.size() - 1);
                }
            }
        }
        assertThat(known).allSatisfy(text -> assertThat(codes.find(ShortCodes.number(text.toCharArray(), 0,
            text.length()))).isEqualTo(known.indexOf(text)));
    }

    /** With zeros before and within, which a number alone would not tell apart. */
    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().withChars("\u0000\u0001a\u00ff").ofMaxLength(8),
            Arbitraries.integers().between(0, 999).map(i -> "%03d".formatted(i)),
            Arbitraries.strings().withChars("b\u0100\u20ac").ofMaxLength(3)).list().ofMaxSize(700);
    }
}

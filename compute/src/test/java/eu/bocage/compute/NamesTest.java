package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamesTest {

    /** By unsigned bytes, also where names begin alike, end early, or have every byte that there is. */
    @Property(tries = 500)
    void putsNamesIntoTheOrderOfTheirBytes(@ForAll("names") Set<String> all) {
        Dictionary ids = new Dictionary();
        all.forEach(ids::intern);
        Names names = Names.of(ids);
        List<String> got = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            got.add(new String(names.bytes(), names.starts()[i], names.starts()[i + 1] - names.starts()[i],
                StandardCharsets.UTF_8));
        }
        assertThat(got).isEqualTo(all.stream().sorted((a, b) -> Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))).toList());
        assertThat(got).isEqualTo(Arrays.stream(names.order()).mapToObj(ids::text).toList());
    }

    @Provide
    Arbitrary<Set<String>> names() {
        Arbitrary<String> numbers = Arbitraries.integers().between(0, 20_000_000).map(i -> "meter-" + i);
        Arbitrary<String> few = Arbitraries.strings().withChars("ab\u0001").ofMinLength(1).ofMaxLength(14);
        Arbitrary<String> any = Arbitraries.strings().withCharRange('\u0001', '\uD7FF').ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> alike = few.map(end -> "\u00e9".repeat(5) + end);
        return Arbitraries.oneOf(numbers.set().ofMaxSize(400), few.set().ofMaxSize(400), any.set().ofMaxSize(800),
            alike.set().ofMaxSize(200), Arbitraries.oneOf(numbers, few, any, alike).set().ofMaxSize(600));
    }
}

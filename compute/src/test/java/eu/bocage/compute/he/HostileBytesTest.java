package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bytes before our parser, and straight into each SEAL, where they never come: there they show what parser and
 * sandbox are worth. Each kind is a test of its own on each.
 */
class HostileBytesTest {

    private static final Map<String, byte[]> HOSTILE = HostileBytes.all();
    private static final long[] SEVEN = {7};

    static Set<String> kinds() {
        return HOSTILE.keySet();
    }

    /** What the issue and SEAL's own history of faults name. */
    @Test
    void everyKindThatIsKnownIsAmongThem() {
        assertThat(kinds()).contains("seeded with size 0", "size 0 with data", "seeded with size 3",
            "a coefficient at its prime", "truncated in its head", "truncated in its data",
            "header size beyond the input", "inner header size beyond the input", "decompression bomb",
            "size of two to the sixty", "array length forged", "degree forged", "number of primes forged");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void ourParserRefusesItAndSaysWhatToDo(String kind) {
        assertThatThrownBy(() -> Ciphertext.parse(HostileBytes.MODULUS, HOSTILE.get(kind)))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("ciphertext.")
            .hasMessageContaining("write it again");
    }

    /** One binding: an engine of its own for each kind, and whether it took the bytes. */
    abstract static class Binding {

        abstract Engine engine();

        /** Kinds that this SEAL takes, all of which our parser refuses before. */
        abstract Set<String> takes();

        static Set<String> kinds() {
            return HostileBytesTest.kinds();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("kinds")
        void endsInAnExceptionOrInNothingAndTheNextInstanceWorks(String kind) {
            boolean taken = true;
            try (Engine engine = engine()) {
                engine.sum(List.of(HOSTILE.get(kind)));
            } catch (SealFailure | IllegalStateException e) {
                taken = false;
                assertThat(e.getMessage()).containsIgnoringCase("SEAL");
            }
            assertThat(taken).isEqualTo(takes().contains(kind));
            try (Engine after = engine()) {
                assertThat(after.decode(after.encode(SEVEN))).startsWith(7, 0);
            }
        }
    }

    /** SEAL 4.1.2 in the sandbox, whose memory ends at its cap. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Embedded extends Binding {

        private final EmbeddedEngine.Image image = new EmbeddedEngine(HostileBytes.MODULUS).image();

        @Override
        Engine engine() {
            return new EmbeddedEngine(image);
        }

        @Override
        Set<String> takes() {
            return new TreeSet<>(Set.of("followed by one byte", "seeded with size 2", "seeded with size 3",
                "size 0 without data"));
        }
    }

    /** SEAL 4.4 or later, whose own reader refuses all but the harmless. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Native extends Binding {

        private NativeLibrary library;

        @BeforeEach
        void load() {
            if (library == null) {
                library = new NativeLibrary(NativeLibraryHere.orSkip());
            }
        }

        @Override
        Engine engine() {
            return new NativeEngine(library, HostileBytes.MODULUS);
        }

        @Override
        Set<String> takes() {
            return Set.of("followed by one byte", "seeded with size 2");
        }
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Hostile bytes before our parser, and straight into SEAL, where they never come: there they show what parser and
 * sandbox are worth.
 */
class HostileBytesTest {

    private static final Map<String, byte[]> HOSTILE = HostileBytes.all();

    @Test
    void ourParserRefusesEachAndSaysWhatToDo() {
        HOSTILE.forEach((name, bytes) -> assertThatThrownBy(() -> Ciphertext.parse(HostileBytes.MODULUS, bytes))
            .as(name).isInstanceOf(InvalidInput.class).hasMessageContaining("ciphertext.")
            .hasMessageContaining("write it again"));
    }

    @Test
    void insideTheSandboxEachEndsInAnExceptionOrInNothing() {
        TreeSet<String> taken = new TreeSet<>();
        EmbeddedEngine.Image image = new EmbeddedEngine(HostileBytes.MODULUS).image();
        HOSTILE.forEach((name, bytes) -> {
            try (EmbeddedEngine engine = new EmbeddedEngine(image)) {
                engine.sum(List.of(bytes));
                taken.add(name);
            } catch (SealFailure e) {
                assertThat(e).hasMessageStartingWith("SEAL");
            }
        });
        assertThat(taken).as("what SEAL 4.1.2 takes and our parser does not").containsExactly("followed by one byte",
            "seeded with size 2", "seeded with size 3", "size 0 without data");
        try (Seal after = new EmbeddedSeal(HostileBytes.MODULUS)) {
            assertThat(after.decode(after.encode(new long[] {7}))).startsWith(7, 0);
        }
    }

    @Test
    void seal44RefusesAllButTheHarmlessItself() {
        NativeLibrary library = new NativeLibrary(NativeLibraryHere.orSkip());
        TreeSet<String> taken = new TreeSet<>();
        HOSTILE.forEach((name, bytes) -> {
            try (NativeEngine engine = new NativeEngine(library, HostileBytes.MODULUS)) {
                engine.sum(List.of(bytes));
                taken.add(name);
            } catch (SealFailure | IllegalStateException e) {
                assertThat(e.getMessage()).containsIgnoringCase("SEAL");
            }
        });
        assertThat(taken).isSubsetOf("followed by one byte", "seeded with size 2");
    }
}

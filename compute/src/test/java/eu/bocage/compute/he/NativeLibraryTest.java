package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for SEAL's own library, and what not. */
class NativeLibraryTest {

    @Test
    void refusesAFileThatIsMissingOrNoLibrary(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> new NativeSeal(folder.resolve("none.so"), PlainModulus.FIRST))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("seal.library").hasMessageContaining("whole path");
        Path text = Files.writeString(folder.resolve("text.so"), "not a library");
        assertThatThrownBy(() -> new NativeSeal(text, PlainModulus.FIRST)).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("not a library");
    }

    @Test
    void refusesVersionsBeforeTheSecurityFixes() {
        for (int[] older : new int[][] {{4, 3}, {4, 1}, {3, 7}, {5, 0}}) {
            assertThatThrownBy(() -> NativeLibrary.check(Path.of("libsealc.so"), older[0], older[1]))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("4.4");
        }
        NativeLibrary.check(Path.of("libsealc.so"), 4, 4);
        NativeLibrary.check(Path.of("libsealc.so"), 4, 10);
    }
}

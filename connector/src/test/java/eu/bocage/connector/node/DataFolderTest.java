package eu.bocage.connector.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void closesAFolderThatOthersMayEnter() throws Exception {
        for (String mode : new String[] {"rwxr-xr-x", "rwx--x---", "rwx---r--", "rwx------"}) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            new DataFolder(folder).shut();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        }
    }

    @Test
    void leavesAFolderThatIsMissingToThoseWhoNeedIt() {
        new DataFolder(folder.resolve("none")).shut();
        assertThat(folder.resolve("none")).doesNotExist();
    }
}

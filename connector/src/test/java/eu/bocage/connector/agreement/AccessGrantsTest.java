package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.storage.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessGrantsTest {

    @TempDir
    Path folder;

    @Test
    void opensUntilRevokedEvenAcrossARestart() {
        String token;
        try (Database database = Database.openFile(folder)) {
            token = new AccessGrants(database, InstantSource.system()).grant("transfer", "agreement");
        }
        try (Database database = Database.openFile(folder)) {
            AccessGrants grants = new AccessGrants(database, InstantSource.system());
            assertThat(grants.agreement(token)).contains("agreement");
            assertThat(grants.agreement(token + "A")).isEmpty();
            assertThat(grants.agreement("")).isEmpty();
            grants.revoke("other");
            assertThat(grants.agreement(token)).contains("agreement");
            grants.revoke("transfer");
            assertThat(grants.agreement(token)).isEmpty();
        }
    }

    @Test
    void endsTheFormerTokenOfATransfer() {
        try (Database database = Database.openFile(folder)) {
            AccessGrants grants = new AccessGrants(database, InstantSource.system());
            String former = grants.grant("transfer", "agreement");
            String token = grants.grant("transfer", "agreement");
            assertThat(token).isNotEqualTo(former).hasSize(43);
            assertThat(grants.agreement(former)).isEmpty();
            assertThat(grants.agreement(token)).contains("agreement");
        }
    }

    @Test
    void leavesNoTokenInTheDatabase() throws Exception {
        String token;
        try (Database database = Database.openFile(folder)) {
            token = new AccessGrants(database, InstantSource.system()).grant("transfer", "agreement-to-find");
        }
        String file = Files.readString(folder.resolve("bocage.mv.db"), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("agreement-to-find").doesNotContain(token);
    }
}

package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.storage.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessGrantsTest {

    @TempDir
    Path folder;

    private final NodeKeys keys = NodeKeys.fresh();

    @Test
    void opensUntilRevokedEvenAcrossARestart() {
        String token;
        try (Database database = Database.openFile(folder)) {
            token = grants(database).grant("transfer", "agreement");
        }
        try (Database database = Database.openFile(folder)) {
            AccessGrants grants = grants(database);
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
            AccessGrants grants = grants(database);
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
            token = grants(database).grant("transfer", "agreement-to-find");
        }
        String file = Files.readString(folder.resolve("bocage.mv.db"), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("agreement-to-find").doesNotContain(token);
    }

    @Test
    void writesDownWhatIsGivenAndWhatEndsOnceEach() {
        try (Database database = Database.openFile(folder)) {
            AccessGrants grants = grants(database);
            grants.grant("one", "first");
            grants.grant("two", "second");
            grants.revoke("one");
            grants.revoke("one");
            grants.revoke("unknown");
            grants.grant("two", "second");
            assertThat(entries(database)).containsExactly("granted one first", "granted two second",
                "revoked one first", "revoked two second", "granted two second");
        }
    }

    @Test
    void neitherGivesNorEndsWhatTheLedgerDoesNotTake() {
        try (Database database = Database.openFile(folder)) {
            AccessGrants grants = grants(database);
            String token = grants.grant("one", "first");
            database.useTransaction(handle -> handle.execute("UPDATE ledger_head SET number = 0"));
            assertThatThrownBy(() -> grants.grant("two", "second")).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> grants.revoke("one")).isInstanceOf(RuntimeException.class);
            assertThat(database.<List<String>, RuntimeException>read(handle -> handle.createQuery(
                "SELECT transfer FROM access_grant").mapTo(String.class).list())).containsExactly("one");
            assertThat(grants.agreement(token)).contains("first");
            database.useTransaction(handle -> handle.execute("UPDATE ledger_head SET number = 1"));
            grants.revoke("one");
            assertThat(entries(database)).containsExactly("granted one first", "revoked one first");
        }
    }

    private AccessGrants grants(Database database) {
        return new AccessGrants(database, ledger(database), InstantSource.system());
    }

    private Ledger ledger(Database database) {
        return new Ledger(database, new Did("did:web:127.0.0.1%3A9101"), keys, InstantSource.system());
    }

    /** Kind, transfer and agreement of all entries, which hold nothing else. */
    private List<String> entries(Database database) {
        List<String> entries = new ArrayList<>();
        ledger(database).forEach(entry -> {
            JsonNode json = Json.read(entry.json());
            JsonNode content = json.path("content");
            assertThat(content).hasSize(2);
            entries.add(json.path("kind").asText() + " " + content.path("transfer").asText() + " "
                + content.path("agreement").asText());
        });
        return entries;
    }
}

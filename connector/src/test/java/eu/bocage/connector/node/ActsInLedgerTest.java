package eu.bocage.connector.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Publication;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActsInLedgerTest {

    private static final String CHARTER = "{\"id\":\"climate\",\"version\":1}";
    private static final Grant GRANT = new Grant(Set.of("provider"), Set.of(), "firms");

    @TempDir
    Path folder;

    private final NodeKeys keys = NodeKeys.fresh();
    private final NodeKeys supplierKeys = NodeKeys.fresh();
    private final Profile supplier = new Profile(URI.create("http://127.0.0.1:9101"), supplierKeys.verificationKey(),
        supplierKeys.encryptionKey(), "Supplier", "000000018", "FR", "FR");
    private Instant now = Instant.parse("2026-11-24T17:00:00Z");
    private Database database;
    private Territory territory;
    private Ledger ledger;
    private TrustAnchor anchor;

    @BeforeEach
    void open() {
        Did self = Did.of(URI.create("http://127.0.0.1:9100"));
        database = Database.openFile(folder);
        territory = Territory.ofAnchor(new TrustAnchorKey(self, keys.verificationKey()), database, () -> now);
        ledger = new Ledger(database, self, keys, () -> now);
        anchor = new TrustAnchor(territory, keys, new ActsInLedger(ledger), () -> now);
    }

    @AfterEach
    void close() {
        anchor.close();
        territory.close();
        database.close();
    }

    @Test
    void writesDownEachActOnceWithTheDocumentThatItMade() {
        String charter = published(anchor.signCharter(CHARTER));
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Unchanged.class);
        String admitted = published(admit(charter));
        assertThat(admit(charter)).isInstanceOf(Publication.Unchanged.class);
        String registered = published(anchor.register(project()));
        assertThat(anchor.register(project())).isInstanceOf(Publication.Unchanged.class);
        String suspended = published(anchor.suspend(supplier.did()));
        assertThat(anchor.suspend(new Did("did:web:127.0.0.1%3A9109"))).isInstanceOf(Publication.Refused.class);
        now = now.plus(Duration.ofHours(12));
        anchor.start();
        assertThat(acts()).containsExactly(
            "charter 1 " + charter + " signed ",
            "register 1 " + admitted + " admitted " + supplier.did(),
            "projects 1 " + registered + " registered heat-atlas",
            "register 2 " + suspended + " suspended " + supplier.did(),
            "register 3 " + territory.document(TerritoryDocument.REGISTER).orElseThrow().hash() + " renewed ");
    }

    @Test
    void undoesAnActThatTheLedgerDoesNotTake() {
        String charter = published(anchor.signCharter(CHARTER));
        admit(charter);
        database.useTransaction(handle -> handle.execute("UPDATE ledger_head SET number = 0"));
        assertThatThrownBy(() -> anchor.suspend(supplier.did())).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> anchor.register(project())).isInstanceOf(RuntimeException.class);
        assertThat(territory.registerState().orElseThrow().version()).isEqualTo(1);
        assertThat(territory.all()).allMatch(member -> member.active());
        assertThat(territory.projects()).isEmpty();
        database.useTransaction(handle -> handle.execute("UPDATE ledger_head SET number = 2"));
        published(anchor.suspend(supplier.did()));
        assertThat(acts()).hasSize(3).last().asString().startsWith("register 2 ").contains(" suspended ");
        assertThat(territory.registerState().orElseThrow().version()).isEqualTo(2);
        assertThat(territory.all()).noneMatch(member -> member.active());
    }

    private Publication admit(String charter) {
        return anchor.admit(Adherence.sign(supplier, charter, supplierKeys), GRANT);
    }

    private Project project() {
        return new Project("heat-atlas", Map.of("fr", "Atlas", "en", "Atlas"), supplier.did(),
            Set.of("climate-plan"), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), 600);
    }

    private List<String> acts() {
        List<String> acts = new ArrayList<>();
        ledger.forEach(entry -> {
            JsonNode json = Json.read(entry.json());
            JsonNode content = json.path("content");
            assertThat(json.path("kind").asText()).isEqualTo("territory");
            acts.add(content.path("document").asText() + " " + content.path("version").asLong() + " "
                + content.path("hash").asText() + " " + content.path("act").asText() + " "
                + content.path("subject").asText());
        });
        return acts;
    }

    private static String published(Publication publication) {
        assertThat(publication).isInstanceOf(Publication.Published.class);
        return ((Publication.Published) publication).hash();
    }
}

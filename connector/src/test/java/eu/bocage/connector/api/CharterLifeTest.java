package eu.bocage.connector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.World;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Publication;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.policies.Charter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of versions of the charter, and which one a node signs. */
class CharterLifeTest {

    private static final Grant GRANT = new Grant(Set.of("consumer"), Set.of(), "firms");

    @TempDir
    Path folder;

    private World world;
    private TerritoryRoutes routes;

    @BeforeEach
    void open() {
        world = new World(folder);
        routes = new TerritoryRoutes(world.consumer, world.consumerKeys, world.territory, Optional.of(world.anchor));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void verifiesTheCharterByTheNodesClock() {
        String document = document();
        assertThat(new CharterCheck(world.territory).check(document).path("state").asText()).isEqualTo("in-force");
        world.now = world.territory.charter().orElseThrow().until().plusDays(1).atStartOfDay()
            .toInstant(ZoneOffset.UTC);
        world.anchor.start();
        assertThatThrownBy(() -> new CharterCheck(world.territory).check(document))
            .isInstanceOfSatisfying(ApiError.class, error -> assertThat(error.json().path("code").asText())
                .isEqualTo("charter-expired"));
    }

    @Test
    void refusesACharterThatIsSignedAndNotPublished() {
        String charter = Charter.fromYaml(World.CHARTER.replace("version: 1", "version: 7")).json();
        String other = Json.text(Envelope.sign(Tag.CHARTER, Json.read(charter), world.territory.anchor().did(),
            world.anchorKeys).bytes());
        assertThatThrownBy(() -> new CharterCheck(world.territory).check(other))
            .isInstanceOfSatisfying(ApiError.class, error -> assertThat(error.json().path("code").asText())
                .isEqualTo("charter-unknown"));
    }

    @Test
    void saysUpcomingOfAVersionWhoseFirstDayIsToCome() throws IOException {
        world.close();
        world = new World(Files.createDirectory(folder.resolve("before")), World.CHARTER, 9101,
            Instant.parse("2025-12-01T00:00:00Z"));
        routes = new TerritoryRoutes(world.consumer, world.consumerKeys, world.territory, Optional.of(world.anchor));
        assertThat(new CharterCheck(world.territory).check(document()).path("state").asText()).isEqualTo("upcoming");
        JsonNode only = routes.listCharters(null).path("charters").path(0);
        assertThat(only.path("version").asLong()).isEqualTo(1);
        assertThat(only.path("inForce").asBoolean()).isFalse();
    }

    @Test
    void signsTheVersionInForceUntilItAdheresAndThenTheNewest() {
        Charter second = world.nextCharter(text -> text);
        Charter third = world.nextCharter(text -> text.replace("from: 2026-01-01", "from: 2027-01-01"));
        assertThat(world.territory.charter().orElseThrow().hash()).isEqualTo(second.hash());
        Adherence late = adherence();
        assertThat(late.charter()).isEqualTo(second.hash());
        assertThat(world.anchor.admit(late, GRANT)).isInstanceOf(Publication.Published.class);
        Adherence early = adherence();
        assertThat(early.charter()).isEqualTo(third.hash());
        assertThat(world.anchor.admit(early, GRANT))
            .isInstanceOf(Publication.Published.class);
        assertThat(adherence().charter()).isEqualTo(third.hash());
    }

    private Adherence adherence() {
        return Adherence.parse(Json.bytes(routes.adhere(null).toString())).orThrow();
    }

    private String document() {
        return Json.text(world.territory.document(TerritoryDocument.CHARTER).orElseThrow().bytes());
    }
}

package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.World;
import eu.bocage.connector.member.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffersTest {

    @TempDir
    Path folder;

    private final List<List<Offer>> books = new CopyOnWriteArrayList<>();
    private World world;
    private Offers offers;

    @BeforeEach
    void open() {
        world = new World(folder);
        offers = new Offers(world.provider.did(), world.territory, world.datasets, this::replaceAll, () -> world.now);
    }

    @AfterEach
    void close() {
        offers.close();
        world.close();
    }

    @Test
    void offersEachDatasetToEachCurrentProject() {
        world.publish();
        offers.start();
        assertThat(books).hasSize(1);
        assertThat(books.getFirst()).hasSize(1);
        Offer offer = books.getFirst().getFirst();
        assertThat(offer.id()).isEqualTo("energy-consumption.heat-atlas");
        assertThat(offer.policy()).isEqualTo(world.policy(World.PROJECT));
        assertThat(offer.card()).contains("energy-consumption").doesNotContain("meter_id");
        assertThat(offer.title()).isEqualTo("Consommation d'énergie");
    }

    @Test
    void changesNothingWhenNothingChanged() {
        world.publish();
        offers.start();
        offers.renew();
        offers.renew();
        assertThat(books).hasSize(1);
    }

    @Test
    void renewsAfterPublicationsProjectsAndCharters() {
        offers.start();
        assertThat(books).containsExactly(List.of());
        world.publish();
        assertThat(books.getLast()).hasSize(1);
        world.anchor.register(World.project("second", world.other, 100));
        await().atMost(Duration.ofSeconds(5)).until(() -> books.getLast().size() == 2);
        world.nextCharter(text -> text);
        await().atMost(Duration.ofSeconds(5)).until(() -> books.getLast().isEmpty());
        world.adhereAll();
        await().atMost(Duration.ofSeconds(5)).until(() ->
            !books.getLast().isEmpty()
            && books.getLast().getFirst().policy().equals(world.policy(World.PROJECT)));
    }

    @Test
    void offersNothingWithoutACommonPurpose() {
        world.datasets.publish(World.CARD.replace("purposes: []", "purposes: [water]"), world.csv(10), rows -> { });
        offers.start();
        assertThat(books).containsExactly(List.of());
    }

    @Test
    void offersToAProjectFromItsFirstDayOn() {
        world.publish();
        world.anchor.register(new Project("later", Map.of("fr", "Atlas", "en", "Atlas"), world.other.did(),
            Set.of("climate-plan"), LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 25), 100));
        offers.start();
        assertThat(books.getLast()).hasSize(1);
        world.now = Instant.parse("2026-11-25T00:00:00Z");
        offers.renew();
        assertThat(books.getLast()).extracting(Offer::id)
            .containsExactly("energy-consumption.heat-atlas", "energy-consumption.later");
    }

    @Test
    void offersNothingWhileTheRegisterIsClosed() {
        world.publish();
        offers.start();
        world.now = world.now.plus(Duration.ofDays(2));
        offers.renew();
        assertThat(books).hasSize(2);
        assertThat(books.getLast()).isEmpty();
    }

    private void replaceAll(Collection<Offer> all) {
        books.add(List.copyOf(all));
    }
}

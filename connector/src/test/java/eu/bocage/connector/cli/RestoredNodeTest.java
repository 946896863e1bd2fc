package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.member.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes whose data folder is put back from a backup, worked by the command line. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoredNodeTest {

    private Path backups;
    private Hub hub;
    private Participant supplier;
    private Participant laboratory;

    @BeforeAll
    void bringUp(@TempDir Path fresh, @TempDir Path backup) {
        backups = backup;
        hub = Hub.found(fresh);
        supplier = hub.supplier();
        laboratory = hub.laboratory();
        supplier.start();
        laboratory.start();
        hub.publish();
    }

    @AfterAll
    void takeDown() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void isClosedByItsAskersReceiptAndOpenedByAllOfThem() {
        hub.ask(Hub.QUESTION);
        supplier.close();
        copy(supplier.folder().resolve("data"), backups.resolve("supplier"));
        supplier.start();
        hub.ask(costing(40_000));
        supplier.close();
        delete(supplier.folder().resolve("data"));
        copy(backups.resolve("supplier"), supplier.folder().resolve("data"));
        supplier.start();
        assertThat(place().path("microRho").asLong()).isEqualTo(50_000);

        Run closed = hub.query(costing(30_000));
        assertThat(closed.exitCode()).as(closed.out()).isEqualTo(3);
        assertThat(closed.json().path("en").asText()).contains("restored from an older copy");
        assertThat(place().path("state").asText()).isEqualTo("closed");
        assertThat(supplier.run("budget", "--lang", "fr").out()).contains("FERMÉ", "bocage budget reconcile");
        assertThat(supplier.succeed("dataset", "list").json().path("datasets").path(0).path("closed").asBoolean())
            .isTrue();

        Run receipts = laboratory.run("budget", "receipts", "--member", supplier.did());
        assertThat(receipts.out().lines()).hasSize(2);
        String file = hub.write("receipts.jsonl", receipts.out());
        assertThat(supplier.run("budget", "reconcile", hub.write("none.jsonl", "no receipt\n")).exitCode())
            .isEqualTo(2);
        assertThat(place().path("state").asText()).isEqualTo("closed");
        JsonNode done = supplier.succeed("budget", "reconcile", file).json();
        assertThat(done.path("charged").asLong()).isEqualTo(1);
        assertThat(done.path("known").asLong()).isEqualTo(1);
        assertThat(place().path("state").asText()).isEqualTo("open");
        assertThat(place().path("microRho").asLong()).isGreaterThanOrEqualTo(90_000);
        hub.ask(costing(30_000));
        supplier.succeed("ledger", "verify");
        assertThat(supplier.run("budget", "--lang", "en").out()).contains("climate: spent", "that is ε =", "left: ρ");
    }

    @Test
    void doesNotStartATrustAnchorOnADatabaseOlderThanItsLedger() {
        Participant anchor = hub.anchor();
        anchor.close();
        Path state = anchor.folder().resolve("data/state");
        copy(state, backups.resolve("anchor"));
        anchor.start();
        anchor.succeed("member", "suspend", supplier.did());
        hub.admit(supplier, "provider", "private");
        anchor.close();
        copy(state, backups.resolve("newest"));
        delete(state);
        copy(backups.resolve("anchor"), state);
        assertThatThrownBy(anchor::start).isInstanceOfSatisfying(SetupException.class, e -> {
            assertThat(e.english()).contains("older than the ledger", "two documents of one version");
            assertThat(e.french()).contains("plus ancienne que le journal");
        });
        delete(state);
        copy(backups.resolve("newest"), state);
        anchor.start();
    }

    private static String costing(long microRho) {
        return Hub.QUESTION.replace("\"period\"", "\"microRho\": " + microRho + ", \"period\"");
    }

    private JsonNode place() {
        return supplier.succeed("budget").json().path("places").path(0);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

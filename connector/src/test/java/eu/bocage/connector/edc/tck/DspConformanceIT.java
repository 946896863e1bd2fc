package eu.bocage.connector.edc.tck;

import eu.bocage.connector.edc.BareConnector;
import eu.bocage.connector.edc.EdcConnector;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the Eclipse Dataspace Protocol Technology Compatibility Kit 1.0.0-RC6 (DSP 2025-1) against the runtime that a
 * node ships, at its settings: Vert.x, stores in an H2 file, wake-ups, the tokens of transfers. Replaced are
 *
 * <ul>
 * <li>who is a member and what a token proves ({@link KitMember}): the kit signs nothing;
 * <li>the kit's name for itself, on the wire ({@link Front}): it is no DID;
 * <li>the policy judge, by one that permits everything: the kit's policies use nothing of the charter's closed
 *     vocabulary, and the node's own judge would refuse them all;
 * <li>what people decide, and the moment ({@link Steering}).
 * </ul>
 */
@Tag("slow")
@Tag("conformance")
class DspConformanceIT {

    /** Of the kit's 67 cases; two are switched off in the kit. */
    private static final int CASES = 65;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path data;

    @Test
    void passesEveryCaseOfTheKit() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "dsp-tck-logs").toAbsolutePath());
        Kit kit = new Kit(logs);
        KitMember member = KitMember.at(kit.address());
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.openFile(data);
             Front front = new Front(vertx, member.did().text());
             HttpPort port = new HttpPort(vertx, "127.0.0.1", 0)) {
            URI publicUrl = front.open();
            Did self = Did.of(publicUrl);
            Webhooks webhooks = new Webhooks();
            EdcConnector.Settings settings = new EdcConnector.Settings(self, publicUrl,
                Set.of(kit.address().getAuthority()));
            try (EdcConnector connector = BareConnector.start(settings, database, member, member, member,
                port.router(), List.of(new Steering(), new Seed(self, member.did()), webhooks))) {
                connector.replaceAll(Seed.offers());
                front.webhook("/test/negotiations", webhooks::negotiate);
                front.webhook("/test/transfers", webhooks::transfer);
                front.passTo(port.listen());
                kit.connector(self.text(), publicUrl.resolve("/dsp"), publicUrl.resolve("/dsp/2025-1"),
                    publicUrl.resolve("/test/negotiations"), publicUrl.resolve("/test/transfers"));
                kit.cases(BareConnector.TRANSFER_TYPE);
                check(kit.run(PATIENCE), logs);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static void check(Results results, Path logs) {
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(results.failed()).as("failed; see %s", logs).isEmpty();
            softly.assertThat(results.hanging()).as("begun and not ended").isEmpty();
            softly.assertThat(results.finished()).as("the kit came to its end within %s", PATIENCE).isTrue();
            softly.assertThat(results.passed()).as("passed").hasSize(CASES);
            softly.assertThat(results.skipped()).as("switched off in the kit").hasSize(2);
        });
    }
}

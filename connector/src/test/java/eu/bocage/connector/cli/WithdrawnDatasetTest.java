package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset that its owner takes back, at nodes that talk by HTTP. */
@Tag("slow")
class WithdrawnDatasetTest {

    @TempDir
    Path folder;

    @Test
    void answersAndOffersNothingUntilItIsPublishedAgain() {
        try (Hub hub = Hub.found(folder)) {
            Participant supplier = hub.supplier();
            Participant laboratory = hub.laboratory();
            supplier.start();
            laboratory.start();
            hub.publish();
            hub.ask(Hub.QUESTION);
            assertThat(supplier.run("dataset", "withdraw", "enrgy").exitCode()).isEqualTo(ExitCode.INPUT);
            assertThat(supplier.run("dataset", "withdraw", "energy", "--lang", "fr").out()).contains("retiré");
            assertWithdrawn(hub);
            supplier.close();
            supplier.start();
            assertWithdrawn(hub);
            assertThat(spent(supplier)).isEqualTo(50_000);

            hub.publish();
            assertThat(supplier.run("dataset", "list", "--lang", "fr").out()).contains("ouvert");
            hub.ask(Hub.QUESTION);
            assertThat(spent(supplier)).isEqualTo(100_000);
            supplier.succeed("ledger", "verify");
            laboratory.succeed("ledger", "verify");
        }
    }

    private static void assertWithdrawn(Hub hub) {
        Run asked = hub.query(Hub.QUESTION);
        assertThat(asked.exitCode()).as(asked.out() + asked.err()).isNotZero();
        JsonNode members = hub.laboratory().succeed("catalog").json();
        assertThat(members.findValuesAsText("dataset")).doesNotContain("energy");
        assertThat(hub.laboratory().run("catalog").out()).doesNotContain("energy");
        assertThat(hub.supplier().run("dataset", "list", "--lang", "en").out()).contains("energy", "withdrawn on 20");
        assertThat(hub.supplier().run("audit", "--dataset", "energy", "--quick").exitCode())
            .isEqualTo(ExitCode.INPUT);
    }

    private static long spent(Participant supplier) {
        return supplier.succeed("budget").json().path("places").path(0).path("microRho").asLong();
    }
}

package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of what nodes run, books included; a false alarm in fewer than one run in a million. */
class AuditCommandTest {

    @TempDir
    Path folder;

    @Test
    void findsNothingInSoundMechanismsAndBooks() throws Exception {
        Path card = Files.writeString(folder.resolve("card.yaml"), World.CARD);
        Run run = Run.of("audit", "--card", card.toString(), "--quick", "--json", "--node", folder.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        List<String> verdicts = new ArrayList<>();
        for (JsonNode finding : run.json().path("reports").path(0).path("findings")) {
            verdicts.add(finding.path("check").asText() + " " + finding.path("verdict").asText());
        }
        assertThat(verdicts).containsExactly("recording passed", "epsilon passed", "variance passed",
            "threshold notApplicable", "grid passed", "permutation passed", "poison passed", "differencing passed",
            "race passed", "replay passed", "refund passed", "timing notApplicable");
        assertThat(Files.list(folder)).containsExactly(card);
    }

    @Test
    void saysWhatIsMissing() {
        Run run = Run.of("audit", "--card", "none.yaml", "--dataset", "d");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("--card or --dataset");
    }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the report of a run of the climate hub and ends with 1 unless everything in it is as it must be. */
final class CheckReport {

    private final List<String> faults = new ArrayList<>();
    private final JsonNode report;

    private CheckReport(JsonNode report) {
        this.report = report;
    }

    /** {@code CheckReport REPORT.json first|second|own}: a fresh territory, a known one, a user's own table. */
    public static void main(String[] arguments) throws Exception {
        CheckReport check = new CheckReport(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()));
        check.run(arguments[1]);
        check.faults.forEach(fault -> System.err.println(arguments[0] + ": " + fault));
        System.out.println(arguments[0] + (check.faults.isEmpty() ? ": good, " : ": BAD, ")
            + check.report.path("totalMillis").asLong() + " ms");
        System.exit(check.faults.isEmpty() ? 0 : 1);
    }

    private void run(String kind) {
        want(!report.has("failed"), "failed: " + report.path("failed").asText());
        want(report.path("nodes").size() == 4, "four nodes");
        want(report.path("firstRun").asBoolean() == kind.equals("first"), "firstRun is wrong");
        want(report.path("generated").asBoolean() == kind.equals("first"), "generated is wrong");
        want(report.path("published").asBoolean() != kind.equals("second"), "published is wrong");
        want(report.path("results").path("cells").asInt() > 0, "no figures");
        if (!kind.equals("own")) {
            useful();
        }
        long charged = report.path("results").path("chargedMicroRho").asLong(-1);
        want(charged == (kind.equals("second") ? 0 : 50_000), "charged " + charged + " millionths of rho");
        refused("marketing");
        refused("iris");
        // wall time is a matter of what else the machine does; 60 s of two cores are 120 s of CPU for everything
        double cpu = 0;
        for (JsonNode node : report.path("nodes")) {
            cpu += node.path("cpuSeconds").asDouble();
        }
        want(cpu > 0 && cpu < 60, "the nodes took " + cpu + " s of CPU");
        want(report.path("totalMillis").asLong() < 300_000, "took " + report.path("totalMillis") + " ms");
    }

    private void useful() {
        JsonNode medians = report.path("results").path("medianHalfWidthPerMille");
        want(medians.size() == 2, "two medians");
        medians.properties().forEach(median ->
            want(median.getValue().asLong() <= 150, median.getKey() + " is too noisy: " + median.getValue() + " ‰"));
        // 150 to 164 intervals of 95 %: fewer than 84 % holding the truth has a chance below 1e-6
        report.path("results").path("coverage").properties().forEach(measure -> {
            long within = measure.getValue().path("within").asLong();
            long compared = measure.getValue().path("compared").asLong();
            want(compared >= 150 && within * 100 >= compared * 84,
                measure.getKey() + ": only " + within + " of " + compared + " intervals hold the true total");
        });
    }

    private void refused(String what) {
        for (JsonNode refusal : report.path("refusals")) {
            if (refusal.path("question").asText().equals(what)) {
                want(refusal.path("exit").asInt() == 3, what + " was not refused");
                want(!refusal.findPath("fr").asText().isBlank() && !refusal.findPath("en").asText().isBlank(),
                    what + ": no reason in both languages");
                return;
            }
        }
        want(false, what + " was not asked");
    }

    private void want(boolean good, String fault) {
        if (!good) {
            faults.add(fault);
        }
    }
}

package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A table of invented meters in three communes of Centre-Val de Loire, its card, and what it adds up to. */
final class Meters {

    static final String CARD = """
        id: energy
        title: {fr: Consommation d'énergie, en: Energy consumption}
        description: {fr: Par compteur et par an, en: By meter and year}
        classification: sensitive
        owner: Fournisseur
        licence: LicenseRef-charter
        unit: meter
        unitColumn: meter_id
        unitSpace: meters
        period: "2025"
        zoning: {column: commune, level: commune, region: "24", perUnit: 1}
        keys:
          energy: {column: energy, values: [electricity, gas], perUnit: 1}
        filters: [energy]
        measures:
          consumption: {column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 20000}}
        purposes: []
        minimumGroup: 10
        """;

    private static final String[] COMMUNES = {"45234", "37261", "18033"};
    private static final String[] ENERGIES = {"electricity", "gas"};

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Long> sums = new HashMap<>();

    private final String dataset;
    private final Path file;

    /** Writes the rows of so many meters, one each; the same name and seed give the same file. */
    Meters(String dataset, Path file, int meters, long seed) {
        this.dataset = dataset;
        this.file = file;
        Random random = new Random(seed << 32 | dataset.hashCode() & 0xffffffffL);
        StringBuilder rows = new StringBuilder("meter_id,commune,energy,kwh\n");
        for (int i = 0; i < meters; i++) {
            String energy = ENERGIES[random.nextInt(2)];
            int kwh = 1000 + random.nextInt(15_000);
            rows.append("m").append(i).append(',').append(COMMUNES[random.nextInt(3)]).append(',').append(energy)
                .append(',').append(kwh).append('\n');
            counts.merge(energy, 1L, Long::sum);
            sums.merge(energy, (long) kwh, Long::sum);
        }
        try {
            Files.writeString(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String dataset() {
        return dataset;
    }

    Path file() {
        return file;
    }

    /** {@link #CARD} with the dataset's own name and unit space. */
    String card() {
        return CARD.replace("id: energy\n", "id: " + dataset + "\n")
            .replace("unitSpace: meters\n", "unitSpace: meters-" + dataset + "\n");
    }

    /**
     * Fails unless the figures by energy fit these rows. A figure off by more than 6 standard deviations of its noise
     * has a chance below 1e-8, over the four of an answer.
     */
    void assertFits(JsonNode answer) {
        assertThat(answer.path("cells")).hasSize(ENERGIES.length);
        for (JsonNode cell : answer.path("cells")) {
            String energy = cell.path("keys").path(0).asText();
            assertFits(cell.path("values").path(0), counts.get(energy));
            assertFits(cell.path("values").path(1), sums.get(energy));
        }
    }

    private static void assertFits(JsonNode figure, long truth) {
        double six = figure.path("halfWidth95").asLong() * 6 / 1.95 + 1;
        assertThat((double) Math.abs(figure.path("value").asLong() - truth)).isLessThanOrEqualTo(six);
    }
}

package eu.bocage.connector.cli;

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

    /** Writes the rows of so many meters, one each; the same seed gives the same file. */
    Meters(Path file, int meters, long seed) {
        Random random = new Random(seed);
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

    long count(String energy) {
        return counts.get(energy);
    }

    long sum(String energy) {
        return sums.get(energy);
    }
}

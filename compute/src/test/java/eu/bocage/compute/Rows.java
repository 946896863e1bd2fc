package eu.bocage.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated rows of the energy card, seeded. */
final class Rows {

    static final String HEADER = "meter_id,commune_code,energy_type,month_no,kwh,euros";

    private static final List<String> COMMUNES = List.of("37261", "37050", "45234", "28085", "18033", "36044", "41018");

    private final List<String> lines = new ArrayList<>();

    private Rows(int meters, long seed) {
        Random random = new Random(seed);
        for (int meter = 0; meter < meters; meter++) {
            lines.addAll(unit("é" + meter, random));
        }
    }

    /** Four rows for each meter. */
    static Rows of(int meters, long seed) {
        return new Rows(meters, seed);
    }

    /** The rows of one meter; some use more places, energies and kWh than the card says. */
    static List<String> unit(String id, Random random) {
        List<String> rows = new ArrayList<>();
        boolean odd = random.nextInt(4) == 0;
        String commune = COMMUNES.get(random.nextInt(COMMUNES.size()));
        String energy = random.nextInt(3) == 0 ? "gas" : "electricity";
        for (int month = 1; month <= 4; month++) {
            if (odd) {
                commune = COMMUNES.get(random.nextInt(COMMUNES.size()));
                energy = random.nextBoolean() ? "gas" : "electricity";
            }
            int kwh = odd ? random.nextInt(20_001) : 200 + random.nextInt(800);
            rows.add(id + "," + commune + "," + energy + ",2025-0" + month + "," + kwh + ","
                + (random.nextInt(40_000) - 500) / 100.0);
        }
        return rows;
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    Table table(Path folder, Card card) {
        return table(lines, folder, card);
    }

    /** With the folder for temporary files. */
    static Table table(List<String> lines, Card card) {
        return table(lines, Path.of(System.getProperty("java.io.tmpdir")), card);
    }

    static Table table(List<String> lines, Path folder, Card card) {
        List<String> whole = new ArrayList<>(lines);
        whole.addFirst(HEADER);
        return whole(whole, folder, card);
    }

    /** @param lines with the header of any card */
    static Table whole(List<String> lines, Path folder, Card card) {
        try {
            Path csv = Files.createTempFile(folder, "rows", ".csv");
            try {
                Files.writeString(csv, String.join("\n", lines) + "\n");
                return Table.readCsv(csv, card, rows -> { });
            } finally {
                Files.delete(csv);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.Source;
import eu.bocage.compute.Table;
import eu.bocage.connector.World;
import eu.bocage.connector.dataset.Datasets.Published;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {

    private static final Card CARD = Card.fromYaml(World.CARD);

    @TempDir
    Path folder;

    /** Who asks before the file is deleted would keep a whole table in memory until the next start. */
    @Test
    void opensNoRowsThatWereDroppedThoughTheirFileIsStillThere() throws Exception {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "meter_id,commune,energy,kwh\nm1,37261,gas,10\n");
        try (Table table = Table.read(Source.csv(csv), CARD, rows -> { }).table();
             RowFiles files = new RowFiles(folder.resolve("datasets"), new ComputingThreads("open", 1))) {
            Published dataset = new Published(CARD, DataVersion.fresh(table), World.START);
            Path file = folder.resolve("datasets").resolve(CARD.id()).resolve(dataset.version().id() + ".table");
            files.write(dataset, table);
            assertThat(files.rows(dataset).found()).isPresent();
            files.drop(dataset);
            assertThat(file).doesNotExist();
            files.write(dataset, table);
            assertThat(files.rows(dataset)).isInstanceOf(Rows.Gone.class);
            assertThat(files.closed(dataset)).isTrue();
            assertThat(files.glance(dataset, rows -> rows)).isEmpty();
        }
    }
}

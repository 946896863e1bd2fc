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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {

    private static final Card CARD = Card.fromYaml(World.CARD);

    @TempDir
    Path folder;

    /** Whatever comes first: else a whole table would stay in memory until the next start. */
    @Test
    void keepsNoTableOpenWhoseFileWasDropped() throws Exception {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "meter_id,commune,energy,kwh\nm1,37261,gas,10\n");
        try (RowFiles files = new RowFiles(folder.resolve("datasets"));
             ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 300; round++) {
                Table table = Table.read(Source.csv(csv), CARD, rows -> { }).table();
                Published dataset = new Published(CARD, DataVersion.fresh(table), World.START);
                files.write(dataset, table);
                files.keep(dataset, table);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> dropped = threads.submit(() -> {
                    together.await();
                    files.drop(dataset);
                    return null;
                });
                Future<?> asked = threads.submit(() -> {
                    together.await();
                    for (int i = 0; i < 20; i++) {
                        files.rows(dataset);
                    }
                    return null;
                });
                dropped.get();
                asked.get();
                assertThat(files.closed(dataset)).isTrue();
                assertThat(files.rows(dataset).found()).isEmpty();
            }
        }
    }
}

package eu.bocage.connector.dataset;

import eu.bocage.compute.reader.FileReader;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code bocage intake}, which reads a Parquet or GeoJSON file for this process: the same program, with the jars of the
 * folder {@code reader} besides, which lies next to its own and which nothing else has on its class path.
 */
public final class IntakeProgram {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MOST = Duration.ofHours(2);

    private IntakeProgram() {
    }

    /** Starts it for each file anew. */
    public static FileReader reader() {
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + home().resolve("reader")
            + File.separator + "*";
        return new FileReader(classPath, List.of("eu.bocage.connector.cli.Bocage", "intake"), PATIENCE, MOST);
    }

    /** The folder of this program's jar, or of its classes where it is built. */
    private static Path home() {
        try {
            return Path.of(IntakeProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toAbsolutePath().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a program that lies nowhere", e);
        }
    }
}

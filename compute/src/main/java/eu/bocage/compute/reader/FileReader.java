package eu.bocage.compute.reader;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has files read by a process of their own, one for each file, and believes nothing that it says: every length is
 * checked, every text is strict UTF-8, and rows count only once the process has said how many there were and ended
 * well. A process that says nothing for longer than it may, or is not done in time, is killed. It inherits nothing of
 * this process's environment but the language, and what it leaves behind is deleted. Thread-safe.
 */
public final class FileReader {

    private static final List<String> KEPT = List.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot");
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final String classPath;
    private final List<String> main;
    private final Duration patience;
    private final Duration most;

    /**
     * @param classPath with {@link ReaderProcess} and DuckDB
     * @param main      class and arguments of a program that calls {@link ReaderProcess#run}
     * @param patience  how long the process may say nothing while it is listened to
     * @param most      how long it may take in all
     */
    public FileReader(String classPath, List<String> main, Duration patience, Duration most) {
        this.classPath = classPath;
        this.main = List.copyOf(main);
        this.patience = patience;
        this.most = most;
    }

    /**
     * Reads some columns of a file.
     *
     * @param wanted of its columns; none for all plain ones. When one is not there, the sink gets the header alone
     * @throws ReadingException when it cannot be read to its end; what the sink has got is to be thrown away
     */
    public void read(Path file, Format format, List<String> wanted, RowSink sink) throws ReadingException {
        Path scratch = scratch();
        try {
            Process process = start(scratch);
            try {
                converse(process, new Wire.Request(file.toAbsolutePath(), format, wanted), sink);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } finally {
            delete(scratch);
        }
    }

    private void converse(Process process, Wire.Request request, RowSink sink) throws ReadingException {
        try (Watched watched = new Watched(process, patience, most);
             DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
            Answer answer = new Answer(new DataInputStream(watched.stream()), request.columns(), sink);
            boolean whole;
            try {
                request.write(out);
                out.flush();
                whole = answer.read();
            } catch (IOException | BrokenAnswerException e) {
                throw new ReadingException(watched.gaveUp() ? Fault.STUCK : !died(process) ? Fault.BROKEN
                    : answer.begun() ? Fault.CRASHED : Fault.ABSENT);
            }
            if (whole && !endsWell(process)) {
                throw new ReadingException(Fault.CRASHED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end a reader", e);
        }
    }

    /** Whether it ended by itself and not well; a process that goes on talking nonsense is none that died. */
    private static boolean died(Process process) {
        return ended(process) && process.exitValue() != 0;
    }

    private static boolean endsWell(Process process) {
        return ended(process) && process.exitValue() == 0;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process start(Path scratch) throws ReadingException {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-XX:+DisplayVMOutputToStderr", "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + scratch.resolve("error.log"), "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + scratch, "-cp", classPath));
        command.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile())
            .redirectError(Redirect.DISCARD);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ReadingException(Fault.ABSENT);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("bocage-reader");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for temporary files", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}

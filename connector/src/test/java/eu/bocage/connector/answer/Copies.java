package eu.bocage.connector.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A backup of a data folder, as an operator makes one and puts it back. */
record Copies(Path folder, Path backup) {

    static final List<String> DATABASE = List.of("state");
    static final List<String> EVERYTHING = List.of("state", "ledger-head.json", "datasets");

    void save(List<String> names) {
        names.forEach(name -> copy(folder.resolve(name), backup.resolve(name)));
    }

    void putBack(List<String> names) {
        names.forEach(name -> {
            delete(folder.resolve(name));
            copy(backup.resolve(name), folder.resolve(name));
        });
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param once     end after the scenario
 * @param report   where to write what happened, as JSON
 * @param own      the user's own file and card in place of the generated ones
 * @param work     folder that holds everything the run makes
 * @param basePort first of the public ports; private ports lie 100 higher
 * @param french   language of what is printed
 */
record Options(boolean once, Optional<Path> report, Optional<Own> own, Path work, int basePort, boolean french) {

    static final int DEFAULT_BASE_PORT = 9100;

    /** The user's own table. */
    record Own(Path data, Path card) {
    }

    /** @throws Trouble naming the argument that is not understood */
    static Options of(String[] arguments, Path example) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        boolean once = false;
        boolean french = false;
        int basePort = DEFAULT_BASE_PORT;
        Path work = example.resolve("work");
        Path report = null;
        Path data = null;
        Path card = null;
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals > 0) {
                rest.push(argument.substring(equals + 1));
                argument = argument.substring(0, equals);
            }
            switch (argument) {
                case "--once" -> once = true;
                case "--lang" -> french = language(value(argument, rest));
                case "--base-port" -> basePort = port(value(argument, rest));
                case "--work" -> work = Path.of(value(argument, rest)).toAbsolutePath().normalize();
                case "--report" -> report = Path.of(value(argument, rest)).toAbsolutePath().normalize();
                case "--data" -> data = readable(argument, value(argument, rest));
                case "--card" -> card = readable(argument, value(argument, rest));
                default -> throw usage("argument inconnu : " + argument + ". Voir --help.",
                    "unknown argument: " + argument + ". See --help.");
            }
        }
        if ((data == null) != (card == null)) {
            throw usage("--data et --card vont ensemble. « connector/bin/bocage dataset describe FICHIER.csv » écrit "
                + "une première fiche.", "--data and --card go together. \"connector/bin/bocage dataset describe "
                + "FILE.csv\" drafts a card.");
        }
        if (Files.exists(work) && !Files.isDirectory(work)) {
            throw usage("--work : " + work + " n'est pas un dossier.", "--work: " + work + " is no folder.");
        }
        return new Options(once, Optional.ofNullable(report),
            data == null ? Optional.empty() : Optional.of(new Own(data, card)), work, basePort, french);
    }

    private static String value(String argument, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw usage(argument + " attend une valeur.", argument + " wants a value.");
        }
        return rest.pop();
    }

    private static boolean language(String text) {
        if (!text.equals("fr") && !text.equals("en")) {
            throw usage("--lang vaut fr ou en.", "--lang is fr or en.");
        }
        return text.equals("fr");
    }

    private static int port(String text) {
        if (text.matches("[0-9]{4,5}") && Integer.parseInt(text) >= 1024 && Integer.parseInt(text) <= 65_000) {
            return Integer.parseInt(text);
        }
        throw usage("--base-port est un nombre de 1024 à 65000.", "--base-port is a number from 1024 to 65000.");
    }

    private static Path readable(String argument, String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw usage(argument + " : pas de fichier lisible à " + path, argument + ": no readable file at " + path);
        }
        return path;
    }

    private static Trouble usage(String french, String english) {
        return new Trouble(Trouble.USAGE, french, english);
    }
}

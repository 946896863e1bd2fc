package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import eu.bocage.connector.World;
import eu.bocage.connector.node.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the pages about the charter against the program: every command parses, those without a node run. */
class CharterPagesTest {

    private static final List<Path> PAGES = List.of(Path.of("docs/charter.md"), Path.of("docs/charte.md"));
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    @Test
    void showsCommandsThatTheProgramTakes() throws IOException {
        for (Path page : PAGES) {
            List<List<String>> commands = commands(page);
            assertThat(commands).hasSizeGreaterThan(15);
            for (List<String> command : commands) {
                Root root = new Root(Map.of(), Language.EN, System.in, System.out, System.err, false);
                assertThatCode(() -> Bocage.commandLine(root).parseArgs(command.toArray(String[]::new)))
                    .as(page + ": " + command).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void runsTheCommandsThatNeedNoNode() throws IOException {
        String second = World.CHARTER.replace("version: 1", "version: 2\npredecessor: sha-256:" + "a".repeat(64))
            .replace("minimumGroup: 10", "minimumGroup: 20");
        for (Path page : PAGES) {
            for (List<String> command : commands(page)) {
                if (command.getFirst().equals("charter") && List.of("check", "explain", "diff")
                    .contains(command.get(1))) {
                    List<String> args = new ArrayList<>();
                    for (String word : command) {
                        args.add(!word.endsWith(".yaml") ? word : Files.writeString(folder.resolve(word),
                            word.contains("-2") ? second : World.CHARTER).toString());
                    }
                    Run run = Run.of(args.toArray(String[]::new));
                    assertThat(run.exitCode()).as(run.err()).isZero();
                    assertThat(run.out()).isNotBlank();
                }
            }
        }
    }

    @Test
    void saysWhatChangesAndWhatIsWrong() throws IOException {
        String first = Files.writeString(folder.resolve("1.yaml"), World.CHARTER).toString();
        String second = Files.writeString(folder.resolve("2.yaml"), World.CHARTER
            .replace("minimumGroup: 10", "minimumGroup: 20")).toString();
        assertThat(Run.of("charter", "diff", first, second, "--json").json().path("changes")).singleElement()
            .satisfies(change -> {
                assertThat(change.path("field").asText()).isEqualTo("minimumGroup");
                assertThat(change.path("direction").asText()).isEqualTo("tighter");
            });
        assertThat(Run.of("charter", "explain", first, "--json").json().path("checks")).isNotEmpty();
        String bad = Files.writeString(folder.resolve("bad.yaml"), World.CHARTER + "colour: red\n").toString();
        for (String command : List.of("check", "explain", "sign")) {
            Run run = Run.of("charter", command, bad, "--json");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).contains("colour", "inconnu", "unknown");
        }
    }

    private static List<List<String>> commands(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter(line -> line.startsWith("bocage ")).map(line -> {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(line.substring("bocage ".length()));
            while (matcher.find()) {
                words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            }
            return words;
        }).toList();
    }
}

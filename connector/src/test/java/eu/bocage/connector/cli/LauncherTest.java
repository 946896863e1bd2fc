package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/bocage}, copied to where nothing is built, with programs of our own in place of Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    Path folder;

    @Test
    void saysHowToBuildWhatIsNotBuilt() throws Exception {
        jdk("new", "25.0.1", "echo ran");
        Result english = launch("LANG", "en_GB.UTF-8");
        assertThat(english.exitCode()).isEqualTo(5);
        assertThat(english.text()).contains("mvn package");
        assertThat(launch("LANG", "fr_FR.UTF-8").text()).contains("pas encore construit", "mvn package");
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws Exception {
        Files.createDirectories(folder.resolve("connector/target/lib"));
        Files.writeString(folder.resolve("connector/target/connector-1.jar"), "");
        jdk("old", "17.0.15", "echo old");
        jdk("new", "26", "printf '%s ' \"$@\"");
        Result result = launch("LANG", "C", "BOCAGE_JAVA_HOME", folder.resolve("old").toString(), "JAVA_HOME",
            folder.resolve("new").toString(), "BOCAGE_JAVA_OPTS", "-Xmx1g -Da=b");
        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("-Xmx1g -Da=b", "target/connector-1.jar:", "cli.Bocage member list");
    }

    @Test
    void namesTheJdkThatIsNeededWhenEachIsTooOld() throws Exception {
        jdk("old", "17.0.15", "echo old");
        jdk("older", "1.8.0_402", "echo older");
        String search = folder.resolve("old") + ":" + folder.resolve("older") + ":" + folder.resolve("none");
        Result english = launch("LANG", "en_GB.UTF-8", "BOCAGE_JVM_SEARCH", search);
        assertThat(english.exitCode()).isEqualTo(5);
        assertThat(english.text()).contains("needs a JDK 25 or newer and found none", "BOCAGE_JAVA_HOME=/path/to/jdk")
            .doesNotContain("old");
        Result french = launch("LANG", "fr_FR.UTF-8", "BOCAGE_JVM_SEARCH", search);
        assertThat(french.exitCode()).isEqualTo(5);
        assertThat(french.text()).contains("a besoin d'un JDK 25 ou plus récent", "BOCAGE_JAVA_HOME=/chemin/du/jdk");
    }

    private void jdk(String name, String version, String script) throws IOException {
        Path java = folder.resolve(name).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private record Result(int exitCode, String text) {
    }

    private Result launch(String... environment) throws Exception {
        Path script = folder.resolve("connector/bin/bocage");
        if (Files.notExists(script)) {
            Files.createDirectories(script.getParent());
            Files.copy(Path.of("bin/bocage"), script);
        }
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), "member", "list")
            .redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("LC_ALL", "LC_MESSAGES", "BOCAGE_JAVA_HOME",
            "BOCAGE_JVM_SEARCH"));
        builder.environment().put("JAVA_HOME", folder.resolve("new").toString());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }
}

package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        built();
        jdk("old", "17.0.15", "echo old");
        jdk("new", "26", "printf '%s ' \"$@\"");
        Result result = launch("LANG", "C", "BOCAGE_JAVA_HOME", folder.resolve("old").toString(), "JAVA_HOME",
            folder.resolve("new").toString(), "BOCAGE_JAVA_OPTS", "-Xmx1g -Da=b");
        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("-Xmx1g -Da=b", "target/connector-1.jar:", "cli.Bocage member list");
    }

    @Test
    void givesTheSecondCompilerToANodeAndNotToAShortCommand() throws Exception {
        built();
        jdk("new", "25.0.3", "printf '%s ' \"$@\"");
        assertThat(launch(List.of("node"), "LANG", "C").text()).contains("@", "bin/hot.flags",
            "-XX:CompilerDirectivesFile=", "cli.Bocage node").doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(launch("LANG", "C").text()).contains("-XX:TieredStopAtLevel=1", "cli.Bocage member list")
            .doesNotContain("hot.flags");
    }

    @Test
    void startsANodeOnANewerJdkThatDoesNotKnowTheFlags() throws Exception {
        built();
        jdk("new", "31", "case \"$*\" in *CompilerDirectivesFile*) exit 1 ;; esac; printf '%s ' \"$@\"");
        Result result = launch(List.of("node"), "LANG", "C");
        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("-XX:TieredStopAtLevel=1", "cli.Bocage node");
    }

    /** A JVM loses letters and file names that the encoding of its locale does not have. */
    @Test
    void givesALocaleInUtf8WhereTheCallersIsNot() throws Exception {
        built();
        jdk("new", "25.0.1", "locale charmap 2>/dev/null; echo \"was <$BOCAGE_LOCALE>\"");
        assertThat(launch("LC_ALL", "C").text()).contains("UTF-8", "was <C>");
        assertThat(launch("LANG", "fr_FR.ISO-8859-1").text()).contains("UTF-8", "was <fr_FR.ISO-8859-1>");
        assertThat(launch("LC_ALL", "C.UTF-8").text()).contains("UTF-8", "was <>");
    }

    /** The files beside the script are such that the JVM of this test takes them, and C2 gets what they name. */
    @Test
    void givesFlagsThatThisJvmTakes() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "@bin/hot.flags",
            "-XX:CompilerDirectivesFile=bin/hot.directives", "-XX:+CompilerDirectivesPrint", "-version")
            .redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        String c2OfOurs = text.substring(text.indexOf("c2 directives:"), text.indexOf("matching: *.*"));
        assertThat(text).contains("2 compiler directives added", "eu/bocage/compute/*.*", "com/apicatalog/*.*");
        assertThat(c2OfOurs).contains("Enable:true Exclude:false");
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

    private void built() throws IOException {
        Files.createDirectories(folder.resolve("connector/target/lib"));
        Files.writeString(folder.resolve("connector/target/connector-1.jar"), "");
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
        return launch(List.of("member", "list"), environment);
    }

    private Result launch(List<String> arguments, String... environment) throws Exception {
        Path script = folder.resolve("connector/bin/bocage");
        if (Files.notExists(script)) {
            Files.createDirectories(script.getParent());
            Files.copy(Path.of("bin/bocage"), script);
        }
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "BOCAGE_LOCALE",
            "BOCAGE_JAVA_HOME", "BOCAGE_JVM_SEARCH"));
        builder.environment().put("JAVA_HOME", folder.resolve("new").toString());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }
}

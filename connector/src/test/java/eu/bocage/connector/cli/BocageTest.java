package eu.bocage.connector.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.node.Language;
import eu.bocage.connector.node.NodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BocageTest {

    @TempDir
    Path folder;

    @Test
    void showsHelpInTheLanguageOfTheEnvironment() {
        assertThat(Run.with(Map.of("LANG", "fr_FR.UTF-8"), "", "--help").out()).contains("Codes de sortie", "Montre");
        assertThat(Run.with(Map.of("LANG", "de_DE.UTF-8"), "", "--help").out()).contains("Exit codes", "Shows");
        assertThat(Run.with(Map.of("LC_ALL", "C", "LANG", "fr_FR.UTF-8"), "", "--help").out()).contains("Exit codes");
        assertThat(Run.of("--lang", "fr", "--help").out()).contains("Codes de sortie");
    }

    /** A command, option or argument without a text would show as an empty line in the help. */
    @Test
    void explainsEveryCommandOptionAndArgumentInBothLanguages() {
        List<String> unexplained = new ArrayList<>();
        for (Language language : Language.values()) {
            Root root = new Root(Map.of(), language, System.in, System.out, System.err, false);
            collect(Bocage.commandLine(root), language.name(), unexplained);
        }
        assertThat(unexplained).isEmpty();
    }

    /** Picocli formats a text once or twice, and warns on the standard error where it cannot. */
    @Test
    void holdsNothingInItsHelpThatPicocliCannotFormat() {
        for (String language : List.of("fr", "en")) {
            Root root = new Root(Map.of(), Language.ofLocale(language), System.in, System.out, System.err, false);
            ResourceBundle texts = Bocage.commandLine(root).getResourceBundle();
            assertThat(texts.keySet()).isNotEmpty().allSatisfy(key ->
                assertThat(texts.getString(key).replace("%n", "")).as("%s %s", language, key).doesNotContain("%"));
        }
    }

    private static void collect(CommandLine line, String language, List<String> unexplained) {
        CommandLine.Model.CommandSpec spec = line.getCommandSpec();
        if (spec.parent() != null && spec.usageMessage().description().length == 0) {
            unexplained.add(language + " " + spec.qualifiedName());
        }
        spec.args().stream().filter(arg -> arg.description().length == 0 && described(arg, spec).isEmpty())
            .forEach(arg -> unexplained.add(language + " " + spec.qualifiedName() + " " + arg.paramLabel() + arg));
        line.getSubcommands().values().forEach(child -> collect(child, language, unexplained));
    }

    private static String described(CommandLine.Model.ArgSpec arg, CommandLine.Model.CommandSpec spec) {
        String key = arg.descriptionKey();
        if (key == null && arg instanceof CommandLine.Model.OptionSpec option) {
            key = option.longestName().replaceFirst("^-+", "");
        }
        var bundle = spec.resourceBundle();
        String qualified = spec.qualifiedName(".") + "." + key;
        return bundle.containsKey(qualified) ? bundle.getString(qualified)
            : bundle.containsKey(key) ? bundle.getString(key) : "";
    }

    @Test
    void showsHelpAndEndsIn2WithoutACommand() {
        Run run = Run.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Commands:");
    }

    /** The launcher replaces a locale that is not UTF-8, and names the former one there. */
    @Test
    void keepsTheLanguageOfALocaleThatTheLauncherReplaced() {
        assertThat(Run.with(Map.of("BOCAGE_LOCALE", "fr_FR", "LC_ALL", "C.UTF-8"), "", "--help").out())
            .contains("Codes de sortie");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        Run run = Run.of("quer");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("quer", "query", "bocage --help");
        assertThat(Run.of("--lang", "fr", "quer").err()).contains("Vouliez-vous dire");
    }

    @Test
    void namesMissingOptions() {
        Run run = Run.of("init", folder.resolve("new").toString(), "--trust-anchor");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--organisation", "--siren", "bocage init --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"charter", "member", "project", "dataset", "ledger"})
    void showsTheSubcommandsOfAGroup(String group) {
        Run run = Run.of(group);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: bocage " + group);
    }

    @Test
    void initMakesANodeThatItsConfigurationDescribes() throws IOException {
        Path node = folder.resolve("node");
        Run run = init(node, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().path("did").asText()).isEqualTo("did:web:127.0.0.1%3A9321");
        NodeConfig config = NodeConfig.read(node.resolve("node.yaml"));
        assertThat(config.publicPort().port()).isEqualTo(9321);
        assertThat(config.privatePort().port()).isEqualTo(9421);
        assertThat(config.trustAnchor()).isEmpty();
        String key = NodeKeys.load(config.data()).verificationKey().x();
        assertThat(run.json().path("anchorFingerprint").asText()).isEqualTo(key.replaceAll("(.{4})(?=.)", "$1 "));
        assertThat(config.organisation().name()).isEqualTo("Région \"Test\"");
        assertThat(config.privateAddresses()).hasSize(100).contains("127.0.0.1:9399");
        assertThat(NodeKeys.load(config.data())).isNotNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.data()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.data().resolve("api.token"))))
            .isEqualTo("rw-------");
    }

    @Test
    void initLeavesAFolderThatIsNotEmptyAsItIs() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        Run run = init(folder);
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("not empty");
        assertThat(folder).isDirectoryContaining("glob:**thesis.txt");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void initWritesNothingWhenTheOrganisationIsWronglyDeclared() {
        Run run = Run.of("init", folder.resolve("node").toString(), "--trust-anchor", "--organisation", "X",
            "--siren", "123456789");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("SIREN");
        assertThat(folder.resolve("node")).doesNotExist();
    }

    @Test
    void initRefusesANameWithLettersThatWereLost() {
        Run run = Run.of("init", folder.resolve("node").toString(), "--trust-anchor", "--siren",
            "732829320", "--organisation", "Commune de D\ufffd\ufffdmonstration");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--organisation", "UTF-8");
        assertThat(folder.resolve("node")).doesNotExist();
    }

    @Test
    void initEndsIn4WhenTheTrustAnchorDoesNotAnswer() {
        Run run = Run.of("init", folder.resolve("node").toString(), "--territory", "http://127.0.0.1:1",
            "--organisation", "X", "--siren", "732829320");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(folder.resolve("node")).doesNotExist();
    }

    @Test
    void endsIn4AndSaysHowToStartWhenTheNodeDoesNotRun() {
        Path node = folder.resolve("node");
        init(node);
        Run run = Run.of("member", "list", "--node", node.toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("bocage node");
    }

    @Test
    void saysThatTheNodeIsTooSlowWhenItsPortLosesPatience() throws IOException {
        String body = "{\"code\":\"503\",\"reason\":[\"Service Unavailable\"]}";
        Run run = answered(body, 503, "member", "list");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("has not answered within two minutes", "Run the same command again");
        assertThat(answered(body, 503, "member", "list", "--lang", "fr").err())
            .contains("n'a pas répondu en deux minutes");
    }

    /** Runs a command at a node whose private port answers everything alike. */
    private Run answered(String body, int status, String... args) throws IOException {
        HttpServer port = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        port.start();
        try {
            Path node = Files.createTempDirectory(folder, "node");
            init(node, "--private-port", String.valueOf(port.getAddress().getPort()));
            List<String> all = new ArrayList<>(List.of(args));
            all.addAll(List.of("--node", node.toString()));
            return Run.of(all.toArray(String[]::new));
        } finally {
            port.stop(0);
        }
    }

    @Test
    void endsIn5WhereThereIsNoNode() {
        Run run = Run.of("member", "list", "--node", folder.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("bocage init");
    }

    @Test
    void endsIn5WhenOthersMayReadTheToken() throws IOException {
        Path node = folder.resolve("node");
        init(node);
        Files.setPosixFilePermissions(node.resolve("data/api.token"), PosixFilePermissions.fromString("rw-r--r--"));
        Run run = Run.of("member", "list", "--node", node.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("chmod 600");
    }

    @Test
    void findsTheNodeByTheEnvironment() {
        Path node = folder.resolve("node");
        init(node);
        assertThat(Run.with(Map.of("BOCAGE_NODE", node.toString()), "", "member", "list").exitCode()).isEqualTo(4);
    }

    @Test
    void writesErrorsAsJsonForMachines() {
        Run run = Run.of("--json", "member", "list", "--node", folder.toString());
        assertThat(run.json().path("exitCode").asInt()).isEqualTo(5);
        assertThat(run.json().path("code").asText()).isEqualTo("setup");
        assertThat(run.json().path("fr").asText()).isNotEqualTo(run.json().path("en").asText());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void namesAFileThatIsNotThere() {
        Run run = Run.of("charter", "check", folder.resolve("none.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml");
    }

    @Test
    void namesAFileThatIsAFolderOrNoTextInUtf8InBothLanguages() throws IOException {
        assertThat(Run.of("charter", "check", folder.toString(), "--lang", "fr").err()).contains("est un dossier")
            .doesNotContain("directory");
        Path latin = Files.write(folder.resolve("latin.yaml"), "id: x\ntitle: é\n".getBytes(ISO_8859_1));
        assertThat(Run.of("charter", "check", latin.toString()).err()).contains("latin.yaml", "UTF-8", "line 2");
        Path wide = Files.write(folder.resolve("wide.yaml"), "id: x\n".getBytes(UTF_16LE));
        assertThat(Run.of("charter", "check", wide.toString(), "--lang", "fr").err()).contains("wide.yaml", "UTF-8");
    }

    @Test
    void namesAFileThatIsNoCard() throws IOException {
        Path table = Files.writeString(folder.resolve("table.csv"), "home,kwh\nh1,3\n");
        Run run = Run.of("dataset", "publish", table.toString(), "--card", table.toString(), "--node",
            folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("table.csv is no card");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatAFileCannotBeReadWithoutAStackTrace() {
        Run run = Run.of("dataset", "describe", "/proc/self/mem");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("/proc/self/mem").doesNotContain("Exception", "\tat ");
    }

    @Test
    void saysThatAnOptionWantsAValue() {
        assertThat(Run.of("query", "q.json", "--svg").err()).contains("--svg wants a value");
        assertThat(Run.of("query", "q.json", "--svg", "--lang", "fr").err()).contains("--svg");
    }

    @Test
    void refusesALanguageThatItDoesNotSpeak() {
        Run run = Run.of("version", "--lang", "de");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--lang is fr or en");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysOnceThatAPublicationWaitsWhereNobodyWatches() throws IOException {
        Path card = Files.writeString(folder.resolve("card.yaml"), new Meters("energy", folder.resolve("rows.csv"), 20,
            1).card());
        String waiting = "{\"progress\":{\"waiting\":true}}\n";
        Run run = answered(waiting + waiting + "{\"result\":{\"id\":\"energy\"}}\n", 200, "dataset", "publish",
            folder.resolve("rows.csv").toString(), "--card", card.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).containsOnlyOnce("waits for its turn");
    }

    @Test
    void declaresNothingSpentThatTheNodeDoesNotKnow() throws IOException {
        String places = "{\"places\":[{\"unitSpace\":\"homes\",\"period\":\"2025\"}]}";
        String[] wrong = {"budget", "declare-spent", "--unit-space", "nope", "--period", "2025"};
        Run run = answered(places, 200, wrong);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nope", "homes 2025", "--yes");
        assertThat(answered(places, 200, "budget", "declare-spent", "--unit-space", "nope", "--period", "2025", "--yes")
            .exitCode()).isZero();
        assertThat(answered(places, 200, "budget", "declare-spent", "--unit-space", "homes", "--period", "2025")
            .exitCode()).isZero();
    }

    @Test
    void saysThatThereIsNoReceiptAndWhetherThereIsSuchAMember() throws IOException {
        String none = "{\"receipts\":[],\"members\":[{\"did\":\"did:web:here\"}]}";
        assertThat(answered(none, 200, "budget", "receipts", "--member", "did:web:x").err())
            .contains("is not a member");
        Run run = answered(none, 200, "budget", "receipts", "--member", "did:web:here");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("No receipt");
    }

    @Test
    void showsTheVersionOfItselfAndOfJava() {
        assertThat(Run.of("version").out()).startsWith("bocage ").contains("Java 25");
    }

    private static Run init(Path node, String... more) {
        List<String> args = new ArrayList<>(List.of("init", node.toString(), "--trust-anchor", "--organisation",
            "Région \"Test\"", "--siren", "732829320", "--public-port", "9321"));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }
}

package eu.bocage.connector.cli;

import eu.bocage.compute.Card;
import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.node.Language;
import eu.bocage.connector.node.NodeConfig;
import eu.bocage.connector.node.NodeFolder;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code bocage} itself: the options of every command, and what all commands work with. */
@Command(name = "bocage", sortOptions = false)
final class Root implements Callable<Integer> {

    @Option(names = "--node", paramLabel = "DIR", scope = ScopeType.INHERIT, order = 90)
    private Path node;

    @Option(names = "--json", scope = ScopeType.INHERIT, order = 91)
    private boolean json;

    @Option(names = "--lang", paramLabel = "fr|en", scope = ScopeType.INHERIT, order = 92)
    private String languageName;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, order = 93)
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;
    private final Language language;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;

    /** @param interactive whether a person watches {@code err} */
    Root(Map<String, String> environment, Language language, InputStream in, PrintStream out, PrintStream err,
         boolean interactive) {
        this.environment = environment;
        this.language = language;
        this.in = in;
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.INPUT;
    }

    Terminal terminal() {
        return new Terminal(out, err, language, json, interactive);
    }

    InputStream in() {
        return in;
    }

    Language language() {
        return language;
    }

    /** The node's folder: {@code --node}, else the environment's {@code BOCAGE_NODE}, else the current one. */
    NodeFolder folder() {
        String named = environment.getOrDefault("BOCAGE_NODE", "");
        return new NodeFolder((node != null ? node : Path.of(named)).toAbsolutePath().normalize());
    }

    /** @throws SetupException when the folder holds no good configuration */
    NodeConfig config() {
        return NodeConfig.read(folder().config());
    }

    /** The language that {@code --lang} names, where it names one. */
    Optional<Language> named() {
        return Optional.ofNullable(languageName).map(Language::ofLocale);
    }

    /** Whether {@code --lang}, where given, names a language that there is. */
    boolean speaks() {
        return languageName == null || Set.of("fr", "en").contains(languageName);
    }

    NodeClient client() {
        return new NodeClient(config());
    }

    /** A file that the user named, or the standard input for {@code -}; at most 512 KiB of UTF-8. */
    String text(Path file) {
        return new TextFile(file, in).read(512 << 10);
    }

    /** A card in YAML. @throws Failure naming the file too, for a table is easily named in its place */
    static Card card(Path file, String yaml) {
        try {
            return Card.fromYaml(yaml);
        } catch (InvalidInput e) {
            throw Errors.withProblems(file + " n'est pas une fiche acceptée :", file + " is no card that is taken:", e);
        }
    }
}

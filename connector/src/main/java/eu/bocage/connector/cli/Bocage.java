package eu.bocage.connector.cli;

import eu.bocage.connector.node.Language;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program {@code bocage}. */
public final class Bocage {

    private Bocage() {
    }

    public static void main(String[] args) {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        Logs.quiet();
        System.exit(run(args, System.getenv(), System.in, System.out, System.err, interactive));
    }

    /** Runs one command. @return the exit code, see {@link ExitCode} */
    static int run(String[] args, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err,
                   boolean interactive) {
        Language language = language(args, environment);
        Root root = new Root(environment, language, in, out, err, interactive);
        return commandLine(root).execute(args);
    }

    static CommandLine commandLine(Root root) {
        CommandLine line = new CommandLine(root);
        line.addSubcommand("init", new InitCommand(root))
            .addSubcommand("node", new NodeCommand(root))
            .addSubcommand("charter", new CharterCommand(root))
            .addSubcommand("member", new MemberCommand(root))
            .addSubcommand("project", new ProjectCommand(root))
            .addSubcommand("dataset", new DatasetCommand(root))
            .addSubcommand("intake", new IntakeCommand(root))
            .addSubcommand("catalog", new CatalogCommand(root))
            .addSubcommand("agreement", new AgreementCommand(root))
            .addSubcommand("policy", new PolicyCommand(root))
            .addSubcommand("approval", new ApprovalCommand(root))
            .addSubcommand("preview", new PreviewCommand(root))
            .addSubcommand("query", new QueryCommand(root))
            .addSubcommand("budget", new BudgetCommand(root))
            .addSubcommand("adhere", new AdhereCommand(root))
            .addSubcommand("ledger", new LedgerCommand(root))
            .addSubcommand("audit", new AuditCommand(root))
            .addSubcommand("version", new VersionCommand(root));
        Locale locale = Locale.of(root.language().of("fr", "en"));
        line.setResourceBundle(ResourceBundle.getBundle("eu.bocage.connector.cli.help", locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
        line.setUsageHelpWidth(100);
        line.setOut(writer(root.terminal().out())).setErr(writer(root.terminal().err()));
        Errors errors = new Errors(root);
        return line.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors)
            .setExecutionStrategy(parsed -> root.speaks() ? new CommandLine.RunLast().execute(parsed)
                : errors.handleExecutionException(Failure.input("--lang vaut fr ou en.",
                    "--lang is fr or en (--lang vaut fr ou en)."), line, parsed));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /**
     * {@code --lang}, else what the environment says of messages (POSIX; before all in {@code BOCAGE_LOCALE}, where the
     * launcher put that of its caller), else English.
     */
    private static Language language(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--lang") && i + 1 < args.length) {
                return Language.ofLocale(args[i + 1]);
            }
            if (args[i].startsWith("--lang=")) {
                return Language.ofLocale(args[i].substring("--lang=".length()));
            }
        }
        return Stream.of("BOCAGE_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG")
            .map(name -> environment.getOrDefault(name, "")).filter(value -> !value.isEmpty())
            .findFirst().map(Language::ofLocale).orElse(Language.EN);
    }
}

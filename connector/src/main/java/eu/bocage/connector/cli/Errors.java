package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.storage.DatabaseUnavailableException;
import eu.bocage.policies.InvalidDocument;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into words and an exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String FRENCH = "Le fichier n'est pas accepté :";
    private static final String ENGLISH = "The file is not taken:";

    private final Root root;

    Errors(Root root) {
        this.root = root;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        boolean group = !line.getSubcommands().isEmpty() && !(e instanceof UnmatchedArgumentException);
        if (group && !root.terminal().json()) {
            line.usage(line.getErr());
            return ExitCode.INPUT;
        }
        Failure failure = switch (e) {
            case UnmatchedArgumentException unmatched -> unknown(unmatched);
            case MissingParameterException missing -> {
                String names = missing.getMissing().stream()
                    .map(spec -> spec.isOption() ? ((CommandLine.Model.OptionSpec) spec).longestName()
                        : spec.paramLabel())
                    .collect(Collectors.joining(", "));
                yield hasValueMissing(missing, args) ? Failure.input(names + " attend une valeur.",
                    names + " wants a value.") : Failure.input("Il manque : " + names + ".", "Missing: " + names + ".");
            }
            default -> Failure.input(
                "Commande mal écrite (détail technique, en anglais : " + e.getMessage() + ").", e.getMessage());
        };
        Terminal terminal = root.terminal();
        terminal.fail(failure);
        String command = line.getCommandSpec().qualifiedName();
        terminal.note("Aide : " + command + " --help", "Help: " + command + " --help");
        return failure.exitCode();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        Failure failure = of(e);
        root.terminal().fail(failure);
        if (failure.exitCode() == ExitCode.UNEXPECTED && !(e instanceof Failure)) {
            e.printStackTrace(line.getErr());
        }
        return failure.exitCode();
    }

    static Failure of(Exception failure) {
        return switch (failure) {
            case Failure known -> known;
            case SetupException setup -> Failure.setup(setup.french(), setup.english());
            case DatabaseUnavailableException database -> Failure.setup(database.french(), database.getMessage());
            case Flaw flaw -> Failure.input(flaw.french(), flaw.english());
            case InvalidInput input -> withProblems(FRENCH, ENGLISH, input);
            case InvalidDocument document -> withProblems(FRENCH, ENGLISH, "invalid-document",
                document.problems().stream()
                    .map(p -> new Problem(p.path(), p.path(), p.french(), p.english())).toList());
            default -> Failure.of(ExitCode.UNEXPECTED, "unexpected", "Erreur inattendue : " + failure,
                "Unexpected error: " + failure);
        };
    }

    /** Whether it is written on the command line, only without what should follow it. */
    private static boolean hasValueMissing(MissingParameterException e, String[] args) {
        return e.getMissing().stream().anyMatch(spec -> spec instanceof CommandLine.Model.OptionSpec option
            && Stream.of(option.names()).anyMatch(List.of(args)::contains));
    }

    private static Failure unknown(UnmatchedArgumentException e) {
        String text = String.join(" ", e.getUnmatched());
        List<String> near = e.getSuggestions();
        return near.isEmpty()
            ? Failure.input("Commande ou option inconnue : " + text + ".", "Unknown command or option: " + text + ".")
            : Failure.input(
                "Commande ou option inconnue : " + text + ". Vouliez-vous dire : " + String.join(", ", near) + " ?",
                "Unknown command or option: " + text + ". Did you mean: " + String.join(", ", near) + "?");
    }

    private record Problem(String path, String frenchPath, String french, String english) {
    }

    /** @param french what is not taken, before what is wrong with it */
    static Failure withProblems(String french, String english, InvalidInput input) {
        return withProblems(french, english, "invalid-input", input.problems().stream()
            .map(p -> new Problem(p.path(), p.frenchPath(), p.french(), p.english())).toList());
    }

    private static Failure withProblems(String french, String english, String code, List<Problem> problems) {
        ObjectNode error = Json.object().put("code", code).put("fr", french).put("en", english);
        ArrayNode array = error.putArray("problems");
        problems.forEach(problem -> array.addObject().put("path", problem.path())
            .put("pathFr", problem.frenchPath()).put("fr", problem.french()).put("en", problem.english()));
        return new Failure(ExitCode.INPUT, error);
    }
}

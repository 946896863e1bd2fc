package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.approval.ApprovalRefusedException;
import eu.bocage.connector.dataset.StoppedException;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.storage.DatabaseUnavailableException;
import eu.bocage.policies.InvalidDocument;
import java.util.List;

/**
 * What the private port answers when something did not work: {@code {"code","fr","en","problems":[{"path","pathFr",
 * "fr","en"}]}} with an HTTP status that says whose turn it is.
 *
 * <table>
 * <caption>Statuses</caption>
 * <tr><td>400</td><td>the input is wrong</td></tr>
 * <tr><td>403</td><td>refused by policy, budget or membership</td></tr>
 * <tr><td>404</td><td>there is no such thing</td></tr>
 * <tr><td>409</td><td>the node is not set up for it</td></tr>
 * <tr><td>502</td><td>another node could not be reached or did not play along</td></tr>
 * <tr><td>503</td><td>this node has too much to do, or stops; later it may work</td></tr>
 * <tr><td>500</td><td>a fault of Bocage, with details in the node's log</td></tr>
 * </table>
 */
final class ApiError extends RuntimeException {

    private final int status;
    private final String code;
    private final String french;
    private final transient List<Problem> problems;

    record Problem(String path, String frenchPath, String french, String english) {
    }

    ApiError(int status, String code, String french, String english, List<Problem> problems) {
        super(english);
        this.status = status;
        this.code = code;
        this.french = french;
        this.problems = problems;
    }

    static ApiError input(String french, String english) {
        return new ApiError(400, "invalid-input", french, english, List.of());
    }

    static ApiError refused(String code, String french, String english) {
        return new ApiError(403, code, french, english, List.of());
    }

    static ApiError missing(String french, String english) {
        return new ApiError(404, "not-found", french, english, List.of());
    }

    static ApiError setup(String french, String english) {
        return new ApiError(409, "setup", french, english, List.of());
    }

    /** What a failure means to a caller; null when it is a fault of Bocage. */
    static ApiError of(Throwable failure) {
        return switch (failure) {
            case ApiError error -> error;
            case InvalidInput input -> new ApiError(400, "invalid-input",
                "L'entrée n'est pas acceptée ; rien n'a changé.", "The input is not taken; nothing has changed.",
                input.problems().stream()
                    .map(p -> new Problem(p.path(), p.frenchPath(), p.french(), p.english())).toList());
            case InvalidDocument document -> new ApiError(400, "invalid-document",
                "Le document n'est pas accepté ; rien n'a changé.", "The document is not taken; nothing has changed.",
                document.problems().stream()
                    .map(p -> new Problem(p.path(), p.path(), p.french(), p.english())).toList());
            case Flaw flaw -> input(flaw.french(), flaw.english());
            case SetupException setup -> setup(setup.french(), setup.english());
            case DataspaceException other -> switch (other.kind()) {
                case REFUSED -> refused("policy", other.french(), other.getMessage());
                case UNREACHABLE -> new ApiError(502, "unreachable", other.french(), other.getMessage(), List.of());
            };
            case ApprovalRefusedException other -> switch (other.kind()) {
                case INPUT -> input(other.french(), other.getMessage());
                case REFUSED -> refused("policy", other.french(), other.getMessage());
                case UNREACHABLE -> new ApiError(502, "unreachable", other.french(), other.getMessage(), List.of());
            };
            case StoppedException stopped ->
                new ApiError(503, "stopping", stopped.french(), stopped.getMessage(), List.of());
            case DatabaseUnavailableException database -> setup(database.french(), database.getMessage());
            default -> null;
        };
    }

    /** A fault of Bocage that a caller hears of by a number only. */
    static ApiError fault(String number) {
        return new ApiError(500, "fault",
            "Erreur inattendue (n° " + number + "). Le journal du nœud en dit plus.",
            "Unexpected error (no. " + number + "). The node's log says more.", List.of());
    }

    int status() {
        return status;
    }

    ObjectNode json() {
        ObjectNode object = Json.object().put("code", code).put("fr", french).put("en", getMessage());
        if (!problems.isEmpty()) {
            ArrayNode array = object.putArray("problems");
            problems.forEach(problem -> array.addObject().put("path", problem.path())
                .put("pathFr", problem.frenchPath()).put("fr", problem.french()).put("en", problem.english()));
        }
        return object;
    }
}

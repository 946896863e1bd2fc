package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;

/** What did not work, for a person and for a machine: {@code {"code","fr","en","problems"}} and the exit code. */
final class Failure extends RuntimeException {

    private final int exitCode;
    private final transient ObjectNode error;

    Failure(int exitCode, ObjectNode error) {
        super(error.path("en").asText());
        this.exitCode = exitCode;
        this.error = error;
    }

    static Failure of(int exitCode, String code, String french, String english) {
        return new Failure(exitCode, Json.object().put("code", code).put("fr", french).put("en", english));
    }

    static Failure input(String french, String english) {
        return of(ExitCode.INPUT, "invalid-input", french, english);
    }

    static Failure setup(String french, String english) {
        return of(ExitCode.SETUP, "setup", french, english);
    }

    static Failure unreachable(String french, String english) {
        return of(ExitCode.UNREACHABLE, "unreachable", french, english);
    }

    int exitCode() {
        return exitCode;
    }

    ObjectNode error() {
        return error;
    }
}

package eu.bocage.connector.cli;

import eu.bocage.connector.api.Version;
import eu.bocage.connector.member.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bocage version}. */
@Command(sortOptions = false)
final class VersionCommand implements Callable<Integer> {

    private final Root root;

    VersionCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        String java = Runtime.version().toString();
        terminal.result(Json.object().put("version", Version.text()).put("java", java));
        terminal.say("bocage " + Version.text() + " (Java " + java + ")");
        return ExitCode.OK;
    }
}

package eu.bocage.connector.cli;

import eu.bocage.compute.reader.ReaderProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bocage intake}: reads one file for a node that asks on the standard input; nothing for people. */
@Command(hidden = true, sortOptions = false)
final class IntakeCommand implements Callable<Integer> {

    private final Root root;

    IntakeCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        ReaderProcess.run(root.in(), root.terminal().out());
        return ExitCode.OK;
    }
}

package eu.bocage.connector.cli;

import picocli.CommandLine.Command;

/** {@code bocage ledger}: checks the ledger of a node. */
@Command(sortOptions = false)
final class LedgerCommand {

    private final Root root;

    LedgerCommand(Root root) {
        this.root = root;
    }

    @Command(name = "verify", sortOptions = false)
    int verify() {
        throw new UnsupportedOperationException();
    }
}

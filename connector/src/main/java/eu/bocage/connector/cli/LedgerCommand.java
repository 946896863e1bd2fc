package eu.bocage.connector.cli;

import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.ledger.LedgerCheck.Verdict;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.VerificationKey;
import eu.bocage.connector.node.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code bocage ledger}: checks the ledger of a node. */
@Command(sortOptions = false)
final class LedgerCommand {

    private final Root root;

    LedgerCommand(Root root) {
        this.root = root;
    }

    /** The note is read before the ledger is, so that entries written meanwhile stand behind what it names. */
    @Command(name = "verify", sortOptions = false)
    int verify() throws IOException {
        NodeConfig config = root.config();
        VerificationKey key = NodeKeys.load(config.data()).verificationKey();
        Path note = config.data().resolve("ledger-head.json");
        Optional<byte[]> head = Files.exists(note) ? Optional.of(Files.readAllBytes(note)) : Optional.empty();
        Verdict verdict = new NodeClient(config).read("/ledger", in -> LedgerCheck.check(in, key, head));
        return switch (verdict) {
            case Verdict.Broken(long number, String french, String english) -> throw Failure.of(ExitCode.LEDGER,
                "ledger-broken", "Le journal n'est pas intact : " + french + ".",
                "The ledger is not sound: " + english + ".");
            case Verdict.Sound(long entries, String hash, boolean proven) -> {
                Terminal terminal = root.terminal();
                terminal.result(Json.object().put("entries", entries).put("head", hash).put("endProven", proven));
                String count = Numbers.of(entries, terminal.language());
                terminal.say("Le journal est intact : " + count + " entrées, toutes signées par ce nœud, dans l'ordre"
                        + (proven ? ", aucune ne manque à la fin." : "."),
                    "The ledger is sound: " + count + " entries, all signed by this node, in order"
                        + (proven ? ", none missing at the end." : "."));
                terminal.say(hash);
                yield ExitCode.OK;
            }
        };
    }
}

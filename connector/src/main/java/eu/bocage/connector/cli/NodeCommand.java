package eu.bocage.connector.cli;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.VerificationKey;
import eu.bocage.connector.node.Language;
import eu.bocage.connector.node.Node;
import eu.bocage.connector.node.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bocage node}: runs a node until it is told to stop. */
@Command(sortOptions = false)
final class NodeCommand implements Callable<Integer> {

    /** A node that is not closed by then is left to end as after a crash, which loses nothing. */
    private static final Duration CLOSING = Duration.ofMillis(2_500);

    private final Root root;

    @Option(names = "--config", paramLabel = "FILE")
    private Path config;

    NodeCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.ofNode();
        NodeConfig read = config != null ? NodeConfig.read(config) : root.config();
        Node node = Node.start(read);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(node)));
        ready(read);
        exposed(read.privatePort().host());
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void ready(NodeConfig read) {
        Terminal terminal = root.terminal();
        long millis = ProcessHandle.current().info().startInstant()
            .map(start -> Duration.between(start, Instant.now()).toMillis()).orElse(0L);
        String publicAt = read.publicUrl().toString();
        String privateAt = "http://" + read.privatePort().host() + ":" + read.privatePort().port();
        Did did = Did.of(read.publicUrl());
        VerificationKey anchor = read.trustAnchor().map(pinned -> pinned.key().key())
            .orElseGet(() -> NodeKeys.load(read.data()).verificationKey());
        terminal.result(Json.object().put("ready", true).put("did", did.text()).put("public", publicAt)
            .put("private", privateAt).put("anchorFingerprint", anchor.fingerprint()).put("millis", millis));
        Language language = root.named().orElse(read.language());
        terminal.say(language.of(
            "Prêt en " + millis + " ms : " + read.organisation().name() + " (" + did + ")\n  public  " + publicAt
                + "\n  privé   " + privateAt + "\nEmpreinte de la clé de l'ancre de confiance : "
                + anchor.fingerprint() + "\nCtrl-C arrête le nœud.",
            "Ready in " + millis + " ms: " + read.organisation().name() + " (" + did + ")\n  public   " + publicAt
                + "\n  private  " + privateAt + "\nFingerprint of the trust anchor's key: "
                + anchor.fingerprint() + "\nCtrl-C stops the node."));
        root.terminal().out().flush();
    }

    /** The token of the private port goes over it unencrypted, which is sound on one machine only. */
    private void exposed(String host) {
        if (!host.startsWith("127.") && !Set.of("localhost", "::1").contains(host)) {
            root.terminal().note("Attention : private.host est " + host + ". Le port privé parle http : qui écoute le"
                    + " réseau y lit le jeton. Mettez 127.0.0.1, ou fermez ce port aux autres machines.",
                "Careful: private.host is " + host + ". The private port speaks http: whoever listens on the network"
                    + " reads the token there. Set 127.0.0.1, or close this port to other machines.");
        }
    }

    private static void stop(Node node) {
        Thread closing = Thread.ofPlatform().daemon().name("close").start(node::close);
        try {
            closing.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

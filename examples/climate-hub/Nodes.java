import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The node processes of this run. Whatever ends the run, each of them is stopped, and nothing else. */
final class Nodes {

    private final Path bocage;
    private final Say say;
    private final List<NodeProcess> running = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile boolean stopped;

    Nodes(Path bocage, Say say) {
        this.bocage = bocage;
        this.say = say;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-nodes"));
    }

    /** Starts these and waits until all of them serve. */
    void start(Collection<Participant> participants) throws InterruptedException {
        List<NodeProcess> starting = new ArrayList<>();
        for (Participant participant : participants) {
            starting.add(begin(participant));
        }
        for (NodeProcess node : starting) {
            node.awaitReady(http);
            say.line("  " + node.participant().name() + " : prêt en " + say.seconds(node.readyMillis()),
                "  " + node.participant().name() + ": ready after " + say.seconds(node.readyMillis()));
        }
    }

    synchronized List<NodeProcess> all() {
        return List.copyOf(running);
    }

    /** Returns when a node has ended by itself; never when the run is being stopped. */
    NodeProcess awaitAnyEnd() throws InterruptedException {
        while (true) {
            Thread.sleep(1_000);
            for (NodeProcess node : all()) {
                if (!node.alive()) {
                    Thread.sleep(1_000);
                    if (!stopped) {
                        return node;
                    }
                }
            }
        }
    }

    /** Stops all; a second call waits for the first and does nothing. */
    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        List<NodeProcess> up = running.stream().filter(NodeProcess::alive).toList();
        up.forEach(NodeProcess::stop);
        long clean = up.stream().filter(NodeProcess::awaitEnd).count();
        if (!up.isEmpty()) {
            say.title(clean + " nœuds sur " + up.size() + " arrêtés proprement.",
                clean + " of " + up.size() + " nodes stopped cleanly.");
        }
    }

    private synchronized NodeProcess begin(Participant participant) {
        if (stopped) {
            throw new IllegalStateException("the run ends");
        }
        NodeProcess node = NodeProcess.start(bocage, participant);
        running.add(node);
        return node;
    }
}

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One node in a process of its own, started by this run. */
final class NodeProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PATIENCE_TO_END = Duration.ofSeconds(20);

    private final Participant participant;
    private final Process process;
    private final long started;
    private long readyMillis;
    private double readyCpuSeconds;

    private NodeProcess(Participant participant, Process process) {
        this.participant = participant;
        this.process = process;
        this.started = System.nanoTime();
    }

    /** Starts {@code bocage node}; {@link #awaitReady} tells when it serves. */
    static NodeProcess start(Path bocage, Participant participant) {
        try {
            Process process = new ProcessBuilder(bocage.toString(), "node", "--config",
                participant.configuration().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(participant.log().toFile()))
                .start();
            process.getOutputStream().close();
            return new NodeProcess(participant, process);
        } catch (IOException e) {
            throw new Trouble(Trouble.SETUP,
                "Le nœud « " + participant.name() + " » ne démarre pas : " + e.getMessage(),
                "The node \"" + participant.name() + "\" does not start: " + e.getMessage());
        }
    }

    Participant participant() {
        return participant;
    }

    /** Waits until the node serves its DID document on the public port. */
    void awaitReady(HttpClient http) throws InterruptedException {
        URI document = URI.create(participant.publicUrl() + "/.well-known/did.json");
        HttpRequest request = HttpRequest.newBuilder(document).timeout(Duration.ofSeconds(5)).build();
        while (!serves(http, request)) {
            if (!process.isAlive()) {
                throw failed("s'est arrêté avec le code " + process.exitValue(),
                    "ended with code " + process.exitValue());
            }
            if (Duration.ofNanos(System.nanoTime() - started).compareTo(PATIENCE) > 0) {
                throw failed("ne répond pas après " + PATIENCE.toSeconds() + " s",
                    "does not answer after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(50);
        }
        readyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        readyCpuSeconds = cpuSeconds();
    }

    long readyMillis() {
        return readyMillis;
    }

    double readyCpuSeconds() {
        return readyCpuSeconds;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** User and system time of the process so far. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(used -> used.toMillis() / 1000.0).orElse(Double.NaN);
    }

    /** Resident memory in KiB, where the system tells it under {@code /proc}. */
    OptionalLong residentKib() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Asks the process to end. */
    void stop() {
        process.destroy();
    }

    /** Waits for its end; after that ends it by force. @return whether it ended by itself */
    boolean awaitEnd() {
        try {
            boolean ended = process.waitFor(PATIENCE_TO_END.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            return false;
        }
    }

    Trouble failed(String french, String english) {
        return new Trouble(Trouble.SETUP,
            "Le nœud « " + participant.name() + " » " + french + ". Son journal : " + participant.log() + tail(),
            "The node \"" + participant.name() + "\" " + english + ". Its log: " + participant.log() + tail());
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(participant.log()).stream()
                .filter(line -> !line.startsWith("\t")).toList();
            return System.lineSeparator() + String.join(System.lineSeparator(),
                lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean serves(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the nodes that an earlier run of this folder left behind when it was killed, and no other process. */
    static void endLeftovers(List<Participant> participants) {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
            .filter(handle -> participants.stream().anyMatch(participant -> runs(handle, participant))).toList();
        left.forEach(ProcessHandle::destroy);
        left.forEach(handle -> handle.onExit().orTimeout(PATIENCE_TO_END.toSeconds(), TimeUnit.SECONDS)
            .exceptionally(late -> {
                handle.destroyForcibly();
                return handle;
            }).join());
    }

    /** Whether a process's command line names this node's configuration file. */
    private static boolean runs(ProcessHandle handle, Participant participant) {
        return handle.info().arguments().map(List::of).orElse(List.of())
            .contains(participant.configuration().toString());
    }

    /** @throws Trouble naming the first port that another program uses */
    static void checkPorts(Participant participant) {
        checkFree(participant, participant.publicPort());
        checkFree(participant, participant.privatePort());
    }

    private static void checkFree(Participant participant, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Trouble(Trouble.SETUP, "Le port " + port + ", prévu pour « " + participant.name()
                + " », est occupé. Arrêtez le programme qui l'occupe, ou choisissez d'autres ports : --base-port "
                + other(port),
                "Port " + port + ", meant for \"" + participant.name()
                    + "\", is in use. Stop the program that uses it, or choose other ports: --base-port "
                    + other(port));
        }
    }

    /** A base port a thousand higher, or lower at the end of the range. */
    private static int other(int port) {
        return (port < 60_000 ? port + 1_000 : port - 10_000) / 100 * 100;
    }
}

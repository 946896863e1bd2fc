package eu.bocage.connector.cli;

import eu.bocage.connector.node.Node;
import eu.bocage.connector.node.NodeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An organisation with a node of its own, worked by its command line. */
final class Participant implements AutoCloseable {

    /** Invented numbers with a good check digit. */
    private static final List<String> SIRENS = List.of("100000009", "200000008", "300000007", "400000006");

    private final String name;
    private final Path folder;
    private final int publicPort;
    private final int privatePort;
    private final String siren;
    private final List<Integer> neighbours;
    private Node node;
    private Process process;

    private Participant(String name, Path folder, int publicPort, int privatePort, String siren,
                        List<Integer> neighbours) {
        this.name = name;
        this.folder = folder;
        this.publicPort = publicPort;
        this.privatePort = privatePort;
        this.siren = siren;
        this.neighbours = neighbours;
    }

    /** Some who may call one another, on ports that were free a moment ago. */
    static List<Participant> neighbours(Path folder, String... names) {
        List<Integer> ports = freePorts(2 * names.length);
        List<Integer> publicPorts = ports.subList(0, names.length);
        List<Participant> all = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            all.add(new Participant(names[i], folder.resolve(names[i]), ports.get(i), ports.get(names.length + i),
                SIRENS.get(i), publicPorts));
        }
        return all;
    }

    void found() {
        initialise("--trust-anchor");
    }

    void join(Participant anchor) {
        initialise("--territory", anchor.publicUrl(), "--yes");
    }

    private void initialise(String... how) {
        List<String> args = new ArrayList<>(List.of("init", folder.toString(), "--organisation", name, "--siren",
            siren, "--public-port", String.valueOf(publicPort), "--private-port", String.valueOf(privatePort)));
        neighbours.forEach(port -> args.addAll(List.of("--private-address", "127.0.0.1:" + port)));
        args.addAll(List.of(how));
        succeed(Run.of(args.toArray(String[]::new)));
    }

    void start() {
        node = Node.start(NodeConfig.read(configuration()));
    }

    /** Starts the node as a process of its own and waits until it says that it is ready. */
    void startProcess() throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            Bocage.class.getName(), "node", "--json", "--config", configuration().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = process.inputReader().readLine();
        if (said == null || !said.contains("\"ready\":true")) {
            throw new AssertionError("the node's process said " + said);
        }
    }

    /** Ends the process as the operating system would, without a word to it. */
    void kill() {
        process.destroyForcibly().onExit().join();
        process = null;
    }

    /** Asks the process to end. @return its exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        int code = process.waitFor();
        process = null;
        return code;
    }

    NodeClient client() {
        return new NodeClient(NodeConfig.read(configuration()));
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        if (node != null) {
            node.close();
            node = null;
        }
    }

    /** Runs a command at this node. */
    Run run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--node", folder.toString()));
        return Run.of(all.toArray(String[]::new));
    }

    /** Runs a command that must succeed, with {@code --json}. */
    Run succeed(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        return succeed(run(all.toArray(String[]::new)));
    }

    private static Run succeed(Run run) {
        if (run.exitCode() != 0) {
            throw new AssertionError("exit code " + run.exitCode() + ": " + run.out() + run.err());
        }
        return run;
    }

    String did() {
        return "did:web:127.0.0.1%3A" + publicPort;
    }

    String publicUrl() {
        return "http://127.0.0.1:" + publicPort;
    }

    int publicPort() {
        return publicPort;
    }

    Path folder() {
        return folder;
    }

    Path configuration() {
        return folder.resolve("node.yaml");
    }

    Path adherence() {
        return folder.resolve("adherence.json");
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = open.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : open) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

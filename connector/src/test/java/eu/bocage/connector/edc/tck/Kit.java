package eu.bocage.connector.edc.tck;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Eclipse Dataspace Protocol Technology Compatibility Kit, run in a process of its own: it plays the other side of
 * the protocol over HTTP and calls two webhooks to make the node begin. Apart from the kit's own jars, which the build
 * puts into a folder, it shares the libraries of this test run.
 */
final class Kit {

    private static final Path JARS = Path.of("target", "dsp-tck");
    private static final Pattern SHARED = Pattern.compile("(annotations|apiguardian-api|assertj-core|awaitility"
        + "|byte-buddy|hamcrest|itu|jackson-(annotations|core|databind)|jackson-dataformat-yaml"
        + "|jackson-datatype-jakarta-jsonp|jakarta\\.json-api|jspecify|junit-(jupiter|platform)[a-z-]*"
        + "|kotlin-stdlib|okhttp-jvm|okio-jvm|opentest4j|parsson|slf4j-(api|jdk14)|snakeyaml"
        + "|titanium-[a-z-]+)-[0-9].*\\.jar");
    private static final String EDC_CONTEXT = "document/dspace-edc-context-v1.jsonld";

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    private final URI address;

    /** @param folder for logs and results */
    Kit(Path folder) throws IOException {
        this.folder = folder;
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port);
        set("dataspacetck.launcher", "org.eclipse.dataspacetck.dsp.system.DspSystemLauncher");
        set("dataspacetck.ansi", "false");
        set("dataspacetck.debug", "true");
        set("dataspacetck.host", "127.0.0.1");
        set("dataspacetck.port", Integer.toString(port));
        set("dataspacetck.callback.address", address.toString());
        set("dataspacetck.dsp.local.connector", "false");
        set("dataspacetck.dsp.default.wait", "15");
        set("dataspacetck.dsp.connector.http.headers.authorization", "of-no-meaning");
        set("dataspacetck.dsp.jsonld.context.edc.uri", "https://w3id.org/edc/dspace/v0.0.1");
        set("dataspacetck.dsp.jsonld.context.edc.path", edcContext().toString());
    }

    /** Where the kit listens. */
    URI address() {
        return address;
    }

    /** Names the node under test. */
    Kit connector(String participant, URI metadata, URI protocol, URI negotiationWebhook, URI transferWebhook) {
        set("dataspacetck.dsp.connector.agent.id", participant);
        set("dataspacetck.dsp.connector.http.base.url", metadata.toString());
        set("dataspacetck.dsp.connector.http.url", protocol.toString());
        set("dataspacetck.dsp.connector.negotiation.initiate.url", negotiationWebhook.toString());
        set("dataspacetck.dsp.connector.transfer.initiate.url", transferWebhook.toString());
        return this;
    }

    /** Names the datasets, offers and agreements of {@link Seed} to the cases, and how data are transferred. */
    Kit cases(String transferType) {
        Moves.ofNegotiations().keySet().forEach(dataset -> {
            set(caseOf(dataset) + "_DATASETID", dataset);
            set(caseOf(dataset) + "_OFFERID", Seed.offerOf(dataset));
        });
        Moves.ofTransfers().keySet().forEach(agreement -> {
            set(caseOf(agreement) + "_AGREEMENTID", agreement);
            set(caseOf(agreement) + "_FORMAT", transferType);
        });
        Seed.CATALOGUE.forEach(dataset -> set(caseOf("A" + dataset) + "_DATASETID", dataset));
        return this;
    }

    /** ACN0101 is CN_01_01, ATPC0203 is TP_C_02_03. */
    private static String caseOf(String id) {
        return id.substring(1).replaceFirst("^(CN|TP|CAT)(C?)(\\d\\d)(\\d\\d)$", "$1_$2_$3_$4").replace("__", "_");
    }

    private void set(String name, String value) {
        settings.put(name, value);
    }

    /** Runs every case, or as many as the time allows. */
    Results run(Duration patience) throws IOException, InterruptedException {
        Path results = folder.resolve("results.txt");
        Files.deleteIfExists(results);
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath(), KitRun.class.getName(), results.toString()));
        Process process = new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kit.log").toFile())
            .start();
        try {
            process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return Results.read(results);
    }

    private static String classPath() throws IOException {
        List<String> path = new ArrayList<>();
        try (Stream<Path> jars = Files.list(JARS)) {
            jars.sorted().forEach(jar -> path.add(jar.toAbsolutePath().toString()));
        }
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith("test-classes") || SHARED.matcher(new File(entry).getName()).matches())
            .forEach(path::add);
        return String.join(File.pathSeparator, path);
    }

    private Path edcContext() throws IOException {
        Path copy = folder.resolve("edc-context.jsonld");
        try (InputStream document = Kit.class.getClassLoader().getResourceAsStream(EDC_CONTEXT)) {
            Files.write(copy, document.readAllBytes());
        }
        return copy;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

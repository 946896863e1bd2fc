import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Plays the climate hub on this machine: four nodes, two tables, one answer, two refusals. Started by {@code run}. */
final class ClimateHub {

    private final Options options;
    private final Path example;
    private final Path charter;
    private final Say say;
    private final Report report = new Report();
    private final Nodes nodes;
    private final CommandLine bocage;

    private ClimateHub(Options options, Path root) {
        this.options = options;
        this.example = root.resolve("examples/climate-hub");
        this.charter = root.resolve("policies/src/main/resources/eu/bocage/policies/charters/climate-hub.yaml");
        this.say = new Say(options.french(), System.out);
        Path launcher = root.resolve("connector/bin/bocage");
        this.nodes = new Nodes(launcher, say);
        this.bocage = new CommandLine(launcher, say);
    }

    public static void main(String[] arguments) {
        Path root = Path.of(System.getenv("BOCAGE_ROOT"));
        int exit;
        try {
            exit = new ClimateHub(Options.of(arguments, root.resolve("examples/climate-hub")), root).run();
        } catch (Trouble trouble) {
            System.err.println(List.of(arguments).contains("fr") ? trouble.french() : trouble.english());
            exit = trouble.exit();
        }
        System.exit(exit);
    }

    private int run() {
        long started = System.nanoTime();
        int exit = 0;
        try {
            Files.createDirectories(options.work());
            try (FileChannel _ = lock(options.work().resolve("run.lock"))) {
                play();
                report.put("totalMillis", (System.nanoTime() - started) / 1_000_000);
                options.report().ifPresent(report::write);
                finish((System.nanoTime() - started) / 1_000_000);
            }
        } catch (Trouble trouble) {
            System.err.println(System.lineSeparator() + say.choose(trouble.french(), trouble.english()));
            report.failed(trouble.english());
            exit = trouble.exit();
        } catch (Exception e) {
            System.err.println(say.choose("Erreur inattendue de l'exemple ; merci de la signaler :",
                "Unexpected fault of the example; please report it:"));
            e.printStackTrace();
            report.failed(e.toString());
            exit = Trouble.UNEXPECTED;
        }
        if (exit != 0) {
            options.report().ifPresent(report::write);
        }
        nodes.stop();
        return exit;
    }

    private void play() throws Exception {
        report.built(System.getenv("BOCAGE_BUILD_MILLIS"));
        Path rows = options.work().resolve("rows");
        CompletableFuture<Boolean> generated = CompletableFuture.supplyAsync(() -> generate(rows),
            Thread::startVirtualThread);
        Path work = options.work();
        List<Participant> participants = Participant.all(work, options.basePort());
        Questions questions = options.own().isPresent()
            ? Questions.of(options.own().get().card(), work) : Questions.ofExample(example);
        new Setup(example, charter, work, bocage, nodes, say, report).bringUp(participants, fingerprint());
        boolean fresh = waitFor(generated);
        report.put("generated", fresh);
        publish(participants, questions.dataset(), rows);
        new Scenario(participants.get(1), participants.getLast(), bocage, say, report).play(questions,
            options.own().isPresent() ? Optional.empty() : Optional.of(rows.resolve("energy-exact.csv")));
        measure();
    }

    private void publish(List<Participant> participants, String dataset, Path rows) throws Exception {
        say.title("Publication, sans téléversement : les lignes restent dans leur nœud",
            "Publication without upload: rows stay in their node");
        Options.Own own = options.own().orElse(new Options.Own(rows.resolve("energy-consumption.csv"),
            example.resolve("energy-consumption.card.yaml")));
        List<Publication> publications = List.of(
            new Publication(participants.get(1), own.data(), own.card(), dataset),
            new Publication(participants.get(2), rows.resolve("water-withdrawals.csv"),
                example.resolve("water-withdrawals.card.yaml"), "water-withdrawals"));
        List<CompletableFuture<Boolean>> acts = new ArrayList<>();
        for (Publication publication : publications) {
            acts.add(CompletableFuture.supplyAsync(() -> publication.publish(options.work(), bocage, say, report),
                Thread::startVirtualThread));
        }
        boolean any = false;
        for (CompletableFuture<Boolean> act : acts) {
            any |= waitFor(act);
        }
        report.put("published", any);
    }

    private boolean generate(Path rows) {
        try {
            Path mark = rows.resolve("made-by");
            String generator = hash(Files.readAllBytes(example.resolve("GenerateRows.java")));
            if (Files.exists(mark) && Files.readString(mark).equals(generator)) {
                return report.reused("generate");
            }
            say.line("  les lignes sont inventées (100 000 compteurs × 12 mois, 6 000 exploitations)",
                "  rows are invented (100 000 meters × 12 months, 6 000 farms)");
            report.step("generate", () -> {
                GenerateRows.into(rows, GenerateRows.SEED);
                return Files.writeString(mark, generator);
            });
            return true;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** What each node took until now. */
    private void measure() {
        say.title("Ce que chaque nœud a demandé", "What each node took");
        for (NodeProcess node : nodes.all()) {
            Participant participant = node.participant();
            ObjectNode entry = report.addTo("nodes").put("name", participant.name()).put("did", participant.did())
                .put("publicPort", participant.publicPort()).put("privatePort", participant.privatePort())
                .put("readyMillis", node.readyMillis()).put("readyCpuSeconds", node.readyCpuSeconds())
                .put("cpuSeconds", node.cpuSeconds());
            node.residentKib().ifPresent(kib -> entry.put("residentMiB", kib / 1024));
            String mebibytes = entry.path("residentMiB").asText("?");
            String seconds = say.seconds(Math.round(node.cpuSeconds() * 1000));
            say.line("  " + participant.name() + " : " + seconds + " de processeur, " + mebibytes + " Mio",
                "  " + participant.name() + ": " + seconds + " of CPU, " + mebibytes + " MiB");
        }
    }

    private void finish(long millis) throws InterruptedException {
        say.title("Fini en " + say.seconds(millis) + ".", "Done in " + say.seconds(millis) + ".");
        if (options.once()) {
            return;
        }
        say.title("Les nœuds restent en marche. Leurs adresses :", "The nodes stay up. Their addresses:");
        for (NodeProcess node : nodes.all()) {
            Participant participant = node.participant();
            say.out().printf("  %-12s public %s   private %s   %s%n", participant.name(), participant.publicUrl(),
                participant.privateUrl(), participant.folder());
        }
        Path university = nodes.all().getLast().participant().folder();
        say.line("Demandez à votre tour, dans un autre terminal :", "Ask for yourself, in another terminal:");
        say.out().println("  connector/bin/bocage query examples/climate-hub/question.json --node " + university);
        say.line("Ctrl-C arrête tout.", "Ctrl-C stops everything.");
        throw nodes.awaitAnyEnd().failed("s'est arrêté de lui-même", "ended by itself");
    }

    /** A territory stands for its charter, project and ports; where one of them changes, another is founded. */
    private String fingerprint() throws Exception {
        return hash(Files.readAllBytes(charter), Files.readAllBytes(example.resolve("project-climate-plan.yaml")),
            Integer.toString(options.basePort()).getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean waitFor(CompletableFuture<Boolean> act) throws Exception {
        try {
            return act.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new Trouble(Trouble.SETUP,
                "Une autre exécution se sert de " + options.work()
                    + ". Arrêtez-la, ou donnez un autre dossier : --work",
                "Another run uses " + options.work() + ". Stop it, or give another folder: --work");
        }
        return channel;
    }
}

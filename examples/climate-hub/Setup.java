import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings a territory up: on the first run of its folder with keys, charter, members and project, later with what is
 * there. Every act may be repeated, so a run that was killed halfway is picked up by the next.
 */
final class Setup {

    private static final String FINGERPRINT = "territory";
    private static final String DONE = "territory.done";

    private final Path example;
    private final Path charter;
    private final Path work;
    private final CommandLine bocage;
    private final Nodes nodes;
    private final Say say;
    private final Report report;

    Setup(Path example, Path charter, Path work, CommandLine bocage, Nodes nodes, Say say, Report report) {
        this.example = example;
        this.charter = charter;
        this.work = work;
        this.bocage = bocage;
        this.nodes = nodes;
        this.say = say;
        this.report = report;
    }

    /** @param fingerprint of what the territory is founded on; where it has changed, the former one is put aside */
    void bringUp(List<Participant> participants, String fingerprint) throws Exception {
        NodeProcess.endLeftovers(participants);
        participants.forEach(NodeProcess::checkPorts);
        putAsideUnless(fingerprint);
        boolean known = Files.exists(work.resolve(DONE));
        report.put("firstRun", !known);
        if (known) {
            say.title("Le territoire est déjà fondé ; ses quatre nœuds démarrent.",
                "The territory is founded already; its four nodes start.");
            report.reused("found");
            report.step("start", () -> start(participants));
        } else {
            Files.writeString(work.resolve(FINGERPRINT), fingerprint);
            found(participants);
            Files.writeString(work.resolve(DONE), "");
        }
    }

    private void putAsideUnless(String fingerprint) throws IOException {
        Path mark = work.resolve(FINGERPRINT);
        if (!Files.exists(mark) || Files.readString(mark).equals(fingerprint)) {
            return;
        }
        Path former = Files.createTempDirectory(work, "former-");
        say.title("La charte, le projet ou les ports ont changé ; l'ancien territoire est mis dans " + former,
            "Charter, project or ports have changed; the former territory is put into " + former);
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.filter(Setup::ofTerritory).sorted().toList()) {
                Files.move(file, former.resolve(file.getFileName()));
            }
        }
        Files.deleteIfExists(mark);
    }

    /** All but lock, rows, questions, earlier territories, and the mark: it goes last, so a killed move goes on. */
    private static boolean ofTerritory(Path file) {
        String name = file.getFileName().toString();
        return !name.equals("run.lock") && !name.equals("rows") && !name.startsWith("former-")
            && !name.startsWith("question-") && !name.equals(FINGERPRINT);
    }

    private Void start(List<Participant> participants) throws InterruptedException {
        nodes.start(participants);
        return null;
    }

    private void found(List<Participant> participants) throws Exception {
        Participant region = participants.getFirst();
        List<Participant> others = participants.subList(1, participants.size());
        say.title("Fondation du territoire", "The territory is founded");
        report.step("start-region", () -> {
            initialise(region, "--trust-anchor");
            return start(List.of(region));
        });
        report.step("found", () -> {
            bocage.expect(region, "charter", "sign", charter.toString());
            admit(region, region, "--self");
            say.line("  la région signe la charte", "  the region signs the charter");
            parallel(others, newcomer -> initialise(newcomer, "--territory", region.publicUrl()));
            for (Participant newcomer : others) {
                admit(region, newcomer, newcomer.folder().resolve("adherence.json").toString());
                say.line("  " + newcomer.name() + " adhère à la charte et entre au registre",
                    "  " + newcomer.name() + " adheres to the charter and enters the register");
            }
            bocage.expect(region, "project", "register", project(participants.getLast()).toString());
            say.line("  le projet de l'université est enregistré", "  the university's project is registered");
            return null;
        });
        report.step("start", () -> start(others));
    }

    private void initialise(Participant participant, String... how) {
        if (Files.exists(participant.configuration())) {
            return;
        }
        clear(participant.folder());
        List<String> command = new ArrayList<>(List.of("init", participant.folder().toString()));
        command.addAll(List.of(how));
        command.addAll(List.of("--public-url", participant.publicUrl(),
            "--public-port", Integer.toString(participant.publicPort()),
            "--private-port", Integer.toString(participant.privatePort()),
            "--private-address", participant.neighbours(), "--yes",
            "--organisation", say.choose(participant.french(), participant.english()), "--siren", participant.siren()));
        bocage.succeeded(bocage.call(command));
    }

    private void admit(Participant region, Participant member, String adherence) {
        List<String> command = new ArrayList<>(List.of("member", "add", adherence));
        member.roles().forEach(role -> command.addAll(List.of("--role", role)));
        command.addAll(List.of("--college", member.college()));
        bocage.expect(region, command.toArray(String[]::new));
    }

    /** The project file with its owner filled in. */
    private Path project(Participant owner) throws IOException {
        String text = Files.readString(example.resolve("project-climate-plan.yaml"), StandardCharsets.UTF_8);
        Path file = work.resolve("project-climate-plan.yaml");
        return Files.writeString(file, text.replace("OWNER", owner.did()), StandardCharsets.UTF_8);
    }

    /** A folder without a configuration is what a killed run left of {@code init}; it holds nothing that was used. */
    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Trouble(Trouble.SETUP, folder + " ne peut être effacé : " + e.getMessage(),
                folder + " cannot be deleted: " + e.getMessage());
        }
    }

    static void parallel(List<Participant> participants, Consumer<Participant> act)
        throws InterruptedException {
        List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (Participant participant : participants) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    act.accept(participant);
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Optional<RuntimeException> first = failures.stream().findFirst();
        if (first.isPresent()) {
            throw first.get();
        }
    }
}

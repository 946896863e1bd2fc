package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.answer.Exchange.Reply;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.web.Outbound;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Zoning;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures in which heaps both sides of a long answer live, each a process of its own, as decision 0006 tells. Not a
 * test: it takes the time of a million cells.
 */
final class MillionCells {

    private MillionCells() {
    }

    /** Of the bytes that the consumer checked and kept. */
    private static String exchange(Path folder, int cells, String providerHeap, String consumerHeap)
            throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("provider"));
        Process provider = start(theirs, providerHeap, Provider.class, theirs.toString(), "" + cells);
        try {
            String[] place = provider.inputReader().readLine().split(" ");
            Path ours = Files.createDirectory(folder.resolve("consumer"));
            for (String name : List.of("anchor", "provider", "consumer", "other")) {
                copyKeys(name, theirs, ours);
            }
            Process consumer = start(ours, consumerHeap, Consumer.class, ours.toString(), place[0], place[1]);
            String said = consumer.inputReader().lines().collect(Collectors.joining("\n"));
            assertThat(consumer.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(consumer.exitValue()).as("%s%n%s%n%s", said, log(ours), log(theirs)).isZero();
            return said;
        } finally {
            provider.destroyForcibly().waitFor();
        }
    }

    private static void copyKeys(String name, Path from, Path to) throws IOException {
        String folder = HexFormat.of().formatHex(name.getBytes());
        try (Stream<Path> files = Files.walk(from.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static Process start(Path folder, String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseSerialGC", "-Xmn24m",
            "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    }

    /** As many cells as are asked for, in four keys. */
    private static String card(int cells) {
        return World.CARD.replace("  energy: {column: energy, values: [electricity, gas], perUnit: 1}\n",
            key("a", 20) + key("b", 20) + key("c", 50) + key("d", cells / 20_000)).replace("filters: [energy]",
            "filters: [a]");
    }

    private static String key(String name, int values) {
        return "  " + name + ": {column: " + name + ", perUnit: 1, values: [" + IntStream.range(0, values)
            .mapToObj(value -> name + "-value-" + value).collect(Collectors.joining(", ")) + "]}\n";
    }

    private static final String QUESTION = """
        {"dataset":"energy-consumption","purpose":"climate-plan",
         "measures":[{"function":"count"},{"function":"sum","measure":"consumption"}],"groupBy":["a","b","c","d"]}
        """;

    /** Says where it answers, and the token. */
    static final class Provider {
        public static void main(String[] arguments) throws Exception {
            FireNode node = new FireNode(Path.of(arguments[0]), Computing.real());
            World world = node.world;
            Card card = Card.fromYaml(card(Integer.parseInt(arguments[1])));
            StringBuilder rows = new StringBuilder("meter_id,commune,a,b,c,d,kwh\n");
            for (int i = 0; i < 3_000; i++) {
                rows.append("m" + i + ",37261,a-value-" + i % 20 + ",b-value-" + i % 7 + ",c-value-" + i % 50
                    + ",d-value-0," + i + "\n");
            }
            world.datasets.publish(card(Integer.parseInt(arguments[1])), world.write("rows.csv", rows.toString()),
                loaded -> { });
            var project = world.territory.project(World.PROJECT).orElseThrow();
            world.agreements.put(World.AGREEMENT, new Agreement(World.AGREEMENT, card.id(), world.provider.did(),
                world.consumer.did(), Compiler.compile(world.gate.charter().orElseThrow(),
                    new DatasetTerms(card.id(), Zoning.COMMUNE, card.purposes(), card.minimumGroup(), card.measures(),
                        card.keys()),
                    new ProjectTerms(project.id(), project.owner().text(), project.purposes(), project.from(),
                        project.until())), world.now));
            System.out.println(node.address("/query") + " " + world.grants.grant("transfer", World.AGREEMENT));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Asks, checks the receipt, keeps the answer, and says its hash. */
    static final class Consumer {
        public static void main(String[] arguments) throws Exception {
            URI endpoint = URI.create(arguments[1]);
            try (World world = new World(Path.of(arguments[0]));
                 Outbound outbound = Exchange.outbound(Set.of("127.0.0.1:" + endpoint.getPort()))) {
                Member provider = new Member(Adherence.sign(new Profile(URI.create("http://" + endpoint.getAuthority()),
                    world.providerKeys.verificationKey(), world.providerKeys.encryptionKey(), "Organisation",
                    "000000018", "FR", "FR"), "sha-256:" + "0".repeat(64), world.providerKeys), Set.of(), Set.of(),
                    "firms", Member.Status.ACTIVE);
                Envelope request = new Request(World.AGREEMENT, QUESTION, world.now)
                    .sign(world.consumer.did(), world.consumerKeys);
                Reply reply = new Exchange(outbound.client()).send(provider, new Access(endpoint, arguments[2]),
                    request.bytes(), Turns.each(1).turn());
                if (!(reply instanceof Reply.Given(byte[] answer, byte[] receipt, String french, String english))) {
                    throw new IllegalStateException(reply.toString());
                }
                Receipt checked = Receipts.verify(answer, request.bytes(), receipt,
                    world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()).orThrow();
                new AskedBook(world.database, world.ledger, () -> world.now).received(
                    world.agreements.get(World.AGREEMENT), World.PROJECT, request, answer, checked, receipt);
                Files.write(world.folder.resolve("answer"), answer);
                System.out.println(Digest.of(answer) + " " + answer.length);
            }
        }
    }

    /** @param arguments folder, cells, heap of the provider and of the consumer, as {@code -Xmx1g} */
    public static void main(String[] arguments) throws Exception {
        System.out.println(exchange(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2],
            arguments[3]));
    }
}

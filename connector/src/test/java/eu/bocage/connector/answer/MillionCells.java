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
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

/** Both sides of a long answer, each a process of its own with the heap of a small node. */
final class MillionCells implements AutoCloseable {

    /** What a port says on a machine that has too much to do; the question is worked out meanwhile. */
    private static final Reply TOO_SLOW = new Reply.Lost("it replied with status 503");
    private static final int AGAIN = 5;

    private final Path theirs;
    private final Path ours;
    private final Process provider;
    private final String heap;
    private final Shape shape;
    /** The provider's address for questions. */
    final URI endpoint;
    final String token;

    /** @param heap of either side, as {@code -Xmx1g} */
    MillionCells(Path folder, int cells, String heap, Shape shape) throws IOException {
        this.heap = heap;
        this.shape = shape;
        theirs = Files.createDirectory(folder.resolve("provider"));
        ours = Files.createDirectory(folder.resolve("consumer"));
        provider = start(theirs, Provider.class, theirs.toString(), "" + cells, shape.name());
        String[] place = provider.inputReader().readLine().split(" ");
        endpoint = URI.create(place[0]);
        token = place[1];
        for (String name : List.of("anchor", "provider", "consumer", "other")) {
            copyKeys(name, theirs, ours);
        }
    }

    /** Asks, checks the receipt and keeps the answer. @return what the consumer says: hash, bytes, times */
    String ask() throws Exception {
        Process consumer = start(ours, Consumer.class, ours.toString(), endpoint.toString(), token, shape.name());
        String said = consumer.inputReader().lines().collect(Collectors.joining("\n"));
        assertThat(consumer.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(consumer.exitValue()).as("%s%n%s%n%s", said, log(ours), log(theirs)).isZero();
        return said;
    }

    /** The last request, for others to send again. */
    byte[] request() throws IOException {
        return Files.readAllBytes(ours.resolve("request"));
    }

    byte[] answer() throws IOException {
        return Files.readAllBytes(ours.resolve("answer"));
    }

    boolean alive() {
        return provider.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        provider.destroyForcibly().waitFor();
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

    private Process start(Path folder, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xmn24m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    }

    /** What is asked, about as many cells as are wanted: their keys, and a question. */
    enum Shape {
        KEYS("", ""), ROLL_UP("epci", "\"territory\""), COMMUNES("commune", "\"departement\",\"region\"");

        private final String zoning;
        private final String rollUp;

        Shape(String zoning, String rollUp) {
            this.zoning = zoning;
            this.rollUp = rollUp;
        }

        String card(int cells) {
            int places = switch (this) {
                case KEYS -> 1;
                case ROLL_UP -> 84;
                case COMMUNES -> 1_800;
            };
            String keys = key("a", 20) + key("b", this == KEYS ? 20 : 1) + key("c", this == KEYS ? 50 : 1)
                + key("d", cells / places / (this == KEYS ? 20_000 : 20));
            return World.CARD.replace("  energy: {column: energy, values: [electricity, gas], perUnit: 1}\n", keys)
                .replace("filters: [energy]", "filters: [a]");
        }

        private static String key(String name, int values) {
            return "  " + name + ": {column: " + name + ", perUnit: 1, values: [" + IntStream.range(0, values)
                .mapToObj(value -> name + "-value-" + value).collect(Collectors.joining(", ")) + "]}\n";
        }

        String question() {
            return "{\"dataset\":\"energy-consumption\",\"purpose\":\"climate-plan\",\"measures\":["
                + "{\"function\":\"count\"},{\"function\":\"sum\",\"measure\":\"consumption\"}],\"groupBy\":"
                + (this == KEYS ? "[\"a\",\"b\",\"c\",\"d\"]}" : "[\"zoning\",\"a\",\"d\"],\"zoning\":\"" + zoning
                    + "\",\"rollUp\":[" + rollUp + "]}");
        }
    }

    /** Says where it answers, and the token. */
    static final class Provider {
        public static void main(String[] arguments) throws Exception {
            FireNode node = new FireNode(Path.of(arguments[0]), Computing.real());
            World world = node.world;
            publish(world, Shape.valueOf(arguments[2]).card(Integer.parseInt(arguments[1])));
            System.out.println(node.address("/query") + " " + world.grants.grant("transfer", World.AGREEMENT));
            Thread.sleep(Long.MAX_VALUE);
        }

        /** Few rows for many cells, and the agreement about them. */
        static void publish(World world, String yaml) throws IOException {
            Card card = Card.fromYaml(yaml);
            StringBuilder rows = new StringBuilder("meter_id,commune,a,b,c,d,kwh\n");
            for (int i = 0; i < 3_000; i++) {
                rows.append("m" + i + ",37261,a-value-" + i % 20 + ",b-value-0,c-value-0,d-value-0," + i + "\n");
            }
            world.datasets.publish(yaml, world.write("rows.csv", rows.toString()), loaded -> { });
            var project = world.territory.project(World.PROJECT).orElseThrow();
            world.agreements.put(World.AGREEMENT, new Agreement(World.AGREEMENT, card.id(), world.provider.did(),
                world.consumer.did(), Compiler.compile(world.gate.charter().orElseThrow(),
                    new DatasetTerms(card.id(), Zoning.COMMUNE, card.purposes(), card.minimumGroup(), card.measures(),
                        card.keys()),
                    new ProjectTerms(project.id(), project.owner().text(), project.purposes(), project.from(),
                        project.until())), world.now));
        }
    }

    /** Asks, checks the receipt, keeps the answer, and says what it got. */
    static final class Consumer {
        public static void main(String[] arguments) throws Exception {
            URI endpoint = URI.create(arguments[1]);
            String question = Shape.valueOf(arguments[3]).question();
            try (World world = new World(Path.of(arguments[0]));
                 Checking checking = new Checking();
                 Outbound outbound = Exchange.outbound(Set.of("127.0.0.1:" + endpoint.getPort()))) {
                Member provider = new Member(Adherence.sign(new Profile(URI.create("http://" + endpoint.getAuthority()),
                    world.providerKeys.verificationKey(), world.providerKeys.encryptionKey(), "Organisation",
                    "000000018", "FR", "FR"), "sha-256:" + "0".repeat(64), world.providerKeys), Set.of(), Set.of(),
                    "firms", Member.Status.ACTIVE);
                Envelope request = new Request(World.AGREEMENT, question, world.now)
                    .sign(world.consumer.did(), world.consumerKeys);
                Files.write(world.folder.resolve("request"), request.bytes());
                long start = System.nanoTime();
                Exchange exchange = new Exchange(outbound.client(), checking);
                Access access = new Access(endpoint, arguments[2]);
                Reply reply = exchange.send(provider, access, request.bytes(), exchange.now(),
                    Turns.each(1).turn());
                for (int i = 0; i < AGAIN && reply.equals(TOO_SLOW); i++) {
                    reply = exchange.send(provider, access, request.bytes(), exchange.now(),
                        Turns.each(1).turn());
                }
                if (!(reply instanceof Reply.Given(byte[] answer, byte[] receipt, String french, String english))) {
                    throw new IllegalStateException(reply.toString());
                }
                long got = System.nanoTime();
                Receipt checked = Receipts.verify(answer, request.bytes(), receipt,
                    world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()).orThrow();
                long verified = System.nanoTime();
                Body kept = new AskedBook(world.database, world.ledger, () -> world.now).received(
                    world.agreements.get(World.AGREEMENT), World.PROJECT, request, answer, checked, receipt);
                long stored = System.nanoTime();
                try (OutputStream file = Files.newOutputStream(world.folder.resolve("answer"))) {
                    kept.to(piece -> write(file, piece));
                }
                System.out.printf("%s bytes %d answered %d ms checked %d ms kept %d ms cpu %s%n", Digest.of(answer),
                    answer.length, (got - start) / 1_000_000, (verified - got) / 1_000_000,
                    (stored - verified) / 1_000_000, ProcessHandle.current().info().totalCpuDuration().orElseThrow());
            }
        }

        private static void write(OutputStream file, byte[] piece) {
            try {
                file.write(piece);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param arguments folder, cells, heap of either side, as {@code -Xmx1g}, and a shape; asks twice */
    public static void main(String[] arguments) throws Exception {
        Shape shape = Shape.valueOf(arguments[3]);
        try (MillionCells both = new MillionCells(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2],
                shape)) {
            for (int i = 0; i < 2; i++) {
                System.out.println(both.ask() + " provider cpu "
                    + both.provider.info().totalCpuDuration().orElseThrow());
            }
        }
    }
}

package eu.bocage.connector.answer;

import eu.bocage.connector.World;
import eu.bocage.connector.api.PublicRoutes;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider behind the product's own public port, and clients that come to it over HTTP. */
final class FireNode implements AutoCloseable {

    final World world;
    final Answering answering;
    private final Vertx vertx = Vertx.vertx();
    private final HttpPort port;
    private final int number;

    FireNode(Path folder, Computing computing) {
        this(folder, computing, Desks.PER_MINUTE);
    }

    FireNode(Path folder, Computing computing, int perMinute) {
        world = new World(folder);
        answering = Desks.answering(world, computing, new Workers(), Desks.SLOT, perMinute);
        port = new HttpPort(vertx, "127.0.0.1", 0);
        new PublicRoutes(world.provider, world.territory, answering).addTo(port.router());
        number = port.listen();
    }

    URI address(String path) {
        return address(number, path);
    }

    static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() throws Exception {
        port.close();
        answering.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        world.close();
    }

    /** What a client got: an HTTP status and a body; status 0 when the connection broke. */
    record Got(int status, String body) {

        Answering.Reply reply() {
            return new Answering.Reply(status, Json.bytes(body));
        }
    }

    static Got post(HttpClient client, URI address, String token, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Got(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Got(0, "");
        }
    }

    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** All at once, each from a thread of its own. @return in the order of the requests */
    static List<Got> atOnce(URI address, String token, List<byte[]> requests) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        List<Got> all = new ArrayList<>();
        try (HttpClient client = client(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Got>> futures = requests.stream().map(request -> threads.submit((Callable<Got>) () -> {
                ready.await();
                return post(client, address, token, request);
            })).toList();
            ready.countDown();
            for (Future<Got> future : futures) {
                all.add(future.get());
            }
        }
        return all;
    }

    /** A node as a process of its own that dies, as by kill -9, when it works out so many answers. */
    static final class Dying {
        public static void main(String[] arguments) throws Exception {
            int last = Integer.parseInt(arguments[1]);
            AtomicInteger computed = new AtomicInteger();
            FireNode node = new FireNode(Path.of(arguments[0]), (question, card, table, version, rules, seed) -> {
                byte[] answer = Computing.real().answer(question, card, table, version, rules, seed);
                if (computed.incrementAndGet() == last) {
                    Runtime.getRuntime().halt(137);
                }
                return answer;
            });
            System.out.println(node.number);
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}

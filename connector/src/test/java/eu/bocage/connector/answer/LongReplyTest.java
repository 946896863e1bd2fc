package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.answer.Exchange.Reply;
import eu.bocage.connector.dataset.StoppedException;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.web.Outbound;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replies that a provider sends in chunks, without saying how long they are, to a consumer with one turn. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongReplyTest {

    private static final String REST = ",\"budget\":{\"en\":\"e\",\"fr\":\"f\"},\"receipt\":{}}";
    private static final String LONG = "{\"answer\":[" + "\"x\",".repeat(Exchange.SHORT / 2) + "1]" + REST;

    @TempDir
    Path folder;

    private final Turns turns = Turns.each(Long.MAX_VALUE);
    private final Checking checking = new Checking();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Replying replying;
    private volatile int status = 200;
    private HttpServer server;
    private Outbound outbound;
    private Member provider;
    private Access access;

    /** @param number of the request, from 1 */
    private interface Replying {
        void to(int number, OutputStream out) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                int number;
                synchronized (requests) {
                    requests.add(exchange.getRequestURI() + " "
                        + Json.text(exchange.getRequestBody().readAllBytes()));
                    number = requests.size();
                }
                exchange.sendResponseHeaders(status, 0);
                replying.to(number, exchange.getResponseBody());
            }
        });
        server.start();
        String address = "127.0.0.1:" + server.getAddress().getPort();
        NodeKeys keys = NodeKeys.create(folder);
        provider = new Member(Adherence.sign(new Profile(URI.create("http://" + address), keys.verificationKey(),
            keys.encryptionKey(), "Organisation", "000000018", "FR", "FR"), "sha-256:" + "0".repeat(64), keys),
            Set.of(), Set.of(), "firms", Member.Status.ACTIVE);
        access = new Access(URI.create("http://" + address + "/query"), "token");
        outbound = Exchange.outbound(Set.of(address));
    }

    @AfterEach
    void close() {
        outbound.close();
        checking.close();
        server.stop(0);
        threads.close();
    }

    /**
     * What is let go is cut before the turn comes: a provider waits for nobody, nor does it lose patience. It is asked
     * for again where nothing is charged.
     */
    @Test
    void letsGoOfALongReplyWithoutATurnAndAsksForItAgainWithoutACharge() throws Exception {
        assertThat(letGo((number, out) -> out.write(Json.bytes(LONG)))).isInstanceOf(Reply.Given.class);
        assertThat(requests).containsExactly("/query request", "/again request");
    }

    /** Whatever the reason: to begin anew, with a new token or under a new charter, could be a second charge. */
    @Test
    void goesNoFurtherWhereAReplyThatWasLetGoIsNotGivenAgain() throws Exception {
        for (int refused : new int[] {401, 403, 410}) {
            requests.clear();
            assertThat(letGo((number, out) -> out.write(Refusal.TOKEN.reply().body()), refused))
                .isEqualTo(new Reply.Withdrawn(Refusal.TOKEN.reasons().getFirst().french(),
                    Refusal.TOKEN.reasons().getFirst().english()));
        }
    }

    @Test
    void tellsWhatPassesFromWhatIsGivenNoMore() throws Exception {
        for (Refusal refusal : List.of(Refusal.QUESTIONS, Refusal.BUSY, Refusal.FAILED, Refusal.STALE,
                Refusal.REPUBLISHED)) {
            requests.clear();
            String french = refusal.reasons().getFirst().french();
            String english = refusal.reasons().getFirst().english();
            assertThat(letGo((number, out) -> out.write(refusal.reply().body()), refusal.status()))
                .isEqualTo(refusal == Refusal.REPUBLISHED ? new Reply.Withdrawn(french, english)
                    : new Reply.Postponed(french, english));
            assertThat(requests).hasSize(2);
        }
    }

    @Test
    void saysThatItReadsOthersWhereNoTurnComes() {
        replying = (number, out) -> out.write(Json.bytes(LONG));
        try (Turns.Turn others = turns.turn(); Turns.Turn mine = turns.turn()) {
            assertThat(others.take(Duration.ZERO)).isTrue();
            assertThat(new Exchange(outbound.client(), checking, Duration.ofMillis(1), System::nanoTime).send(provider,
                access, Json.bytes("request"), System.nanoTime(), mine)).isEqualTo(new Reply.Unread());
        }
        assertThat(requests).hasSize(1);
    }

    /** Past ten minutes a provider refuses a request as stale; a call may take five of them. */
    @Test
    void waitsForNoTurnWhereTheRequestWouldBeStaleWhenItComes() {
        AtomicLong nanos = new AtomicLong();
        replying = (number, out) -> {
            nanos.set(Duration.ofMinutes(9).toNanos());
            out.write(Json.bytes(LONG));
        };
        try (Turns.Turn others = turns.turn(); Turns.Turn mine = turns.turn()) {
            assertThat(others.take(Duration.ZERO)).isTrue();
            assertThat(new Exchange(outbound.client(), checking, Duration.ofDays(1), nanos::get).send(provider,
                access, Json.bytes("request"), 0, mine)).isEqualTo(new Reply.Unread());
        }
        assertThat(requests).hasSize(1);
    }

    /** Between the two lie a ledger entry and, for larger places, the provider's catalogue. */
    @Test
    void countsTheTimeFromWhenTheRequestWasSigned() {
        AtomicLong nanos = new AtomicLong(Duration.ofMinutes(9).toNanos());
        replying = (number, out) -> out.write(Json.bytes(LONG));
        try (Turns.Turn others = turns.turn(); Turns.Turn mine = turns.turn()) {
            assertThat(others.take(Duration.ZERO)).isTrue();
            assertThat(new Exchange(outbound.client(), checking, Duration.ofDays(1), nanos::get).send(provider,
                access, Json.bytes("request"), 0, mine)).isEqualTo(new Reply.Unread());
        }
        assertThat(requests).hasSize(1);
    }

    /** It is read on threads that compute and not on the one that asks, which may be virtual: they are closed here. */
    @Test
    void readsNoReplyOnTheThreadThatAsks() {
        checking.close();
        for (String reply : List.of("{\"answer\":1" + REST, LONG)) {
            replying = (number, out) -> out.write(Json.bytes(reply));
            assertThatThrownBy(this::asked).isInstanceOf(StoppedException.class);
        }
        assertThat(requests).hasSize(2);
    }

    /** A provider takes the turn for long replies by answers alone. */
    @Test
    void readsNoLongPreview() {
        replying = (number, out) -> out.write(Json.bytes(LONG));
        assertThat(new Exchange(outbound.client(), checking).preview(provider, access, Json.bytes("request")))
            .isInstanceOfSatisfying(Reply.Lost.class, lost -> assertThat(lost.why()).contains("longer than"));
        assertThat(requests).containsExactly("/preview request");
    }

    @Test
    void readsTwoLongRepliesThatComeAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        replying = (number, out) -> {
            both.countDown();
            await(both);
            out.write(Json.bytes(LONG));
        };
        Future<Reply> one = threads.submit(this::asked);
        Future<Reply> other = threads.submit(this::asked);
        assertThat(one.get()).isInstanceOf(Reply.Given.class);
        assertThat(other.get()).isInstanceOf(Reply.Given.class);
    }

    @Test
    void readsAShortReplyWithoutATurnThoughItsLengthIsNotSaid() {
        replying = (number, out) -> out.write(Json.bytes("{\"answer\":1" + REST));
        try (Turns.Turn others = turns.turn()) {
            assertThat(others.take(Duration.ZERO)).isTrue();
            assertThat(asked()).isInstanceOf(Reply.Given.class);
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void makesATreeOfNothingThatIsNotReadAndOfNoMoreThanItHasRoomFor() {
        String five = "\"" + "x".repeat(1_000_000) + "\"";
        String much = "[" + (five + ",").repeat(4) + five + "]";
        replying = (number, out) -> out.write(Json.bytes("{\"a\":[" + much + "," + much + "],\"answer\":1" + REST));
        assertThat(asked()).isInstanceOf(Reply.Given.class);
        replying = (number, out) -> out.write(
            Json.bytes("{\"answer\":1,\"budget\":" + much + ",\"receipt\":" + much + "}"));
        assertThat(asked()).isInstanceOfSatisfying(Reply.Lost.class,
            lost -> assertThat(lost.why()).contains("cannot be read: parts of 1000"));
    }

    private Reply letGo(Replying then) throws Exception {
        return letGo(then, 200);
    }

    /** The reply to a question that came when there was no turn. @param then replies when it is asked for again */
    private Reply letGo(Replying then, int thenStatus) throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        status = 200;
        replying = (number, out) -> {
            if (number > 1) {
                then.to(number, out);
                return;
            }
            try {
                out.write(Json.bytes("{\"answer\":\""));
                while (true) {
                    out.write(Json.bytes("x".repeat(100_000)));
                }
            } catch (IOException e) {
                status = thenStatus;
                cut.countDown();
            }
        };
        Future<Reply> mine;
        try (Turns.Turn others = turns.turn()) {
            assertThat(others.take(Duration.ZERO)).isTrue();
            mine = threads.submit(this::asked);
            assertThat(cut.await(4, TimeUnit.MINUTES)).isTrue();
            assertThat(requests).hasSize(1);
        }
        return mine.get();
    }

    private Reply asked() {
        try (Turns.Turn turn = turns.turn()) {
            return new Exchange(outbound.client(), checking).send(provider, access, Json.bytes("request"),
                System.nanoTime(), turn);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

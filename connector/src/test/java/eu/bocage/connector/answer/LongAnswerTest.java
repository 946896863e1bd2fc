package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.answer.MillionCells.Shape;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.web.LongBodies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of 600 000 values, both sides in processes with a heap of 256 MiB, through the public port. With
 * {@code BOCAGE_TEST_CELLS=1000000} they have a million cells and 1 GiB, as {@code .ci/run million} runs them.
 */
class LongAnswerTest {

    private static final int CELLS = Optional.ofNullable(System.getenv("BOCAGE_TEST_CELLS")).map(Integer::parseInt)
        .orElse(200_000);
    private static final String HEAP = CELLS > 200_000 ? "-Xmx1g" : "-Xmx256m";

    @TempDir
    Path folder;

    /** More slow readers than have a place, whose answers would take more than the heap if they were kept for them. */
    @Test
    void outlivesCallersWhoDoNotReadAndGivesTheSameBytesAfterThem() throws Exception {
        try (MillionCells both = new MillionCells(folder, CELLS, HEAP, Shape.KEYS)) {
            String first = both.ask();
            System.out.println(first);
            assertThat(Digest.of(both.answer())).isEqualTo(first.split(" ")[0]);
            List<Socket> slow = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(LongBodies.EACH);
            for (int i = 0; i < LongBodies.AT_ONCE + 8; i++) {
                slow.add(slow(both, begun));
            }
            assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(both.ask().split(" ")[0]).isEqualTo(first.split(" ")[0]);
            assertThat(both.alive()).isTrue();
        }
    }

    @Test
    void addsUpAndHidesTheCellsOfARollUp() throws Exception {
        try (MillionCells both = new MillionCells(folder, CELLS, HEAP, Shape.ROLL_UP)) {
            String said = both.ask();
            System.out.println(said);
            assertThat(said).startsWith("sha-256:");
        }
    }

    /** Reads the status and nothing else. */
    private static Socket slow(MillionCells both, CountDownLatch begun) throws IOException {
        byte[] request = both.request();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), both.endpoint.getPort());
        socket.setReceiveBufferSize(1 << 13);
        socket.getOutputStream().write(("POST /query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + both.token
            + "\r\nContent-Length: " + request.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(request);
        Thread.ofVirtual().start(() -> {
            try {
                if (new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                        .equals("HTTP/1.1 200")) {
                    begun.countDown();
                }
            } catch (IOException e) {
                // closed while it waited
            }
        });
        return socket;
    }
}

package eu.bocage.compute.reader;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Listens to a process and kills it when it has said nothing for too long while somebody was listening, or when it has
 * taken too long in all, however much it says.
 */
final class Watched implements AutoCloseable {

    private static final long NOBODY_WAITS = Long.MIN_VALUE;

    private final Process process;
    private final Duration patience;
    private final Duration most;
    private final long start = System.nanoTime();
    private final Thread watch;
    private final InputStream stream;
    private volatile long waitingSince = NOBODY_WAITS;
    private volatile boolean gaveUp;

    Watched(Process process, Duration patience, Duration most) {
        this.process = process;
        this.patience = patience;
        this.most = most;
        this.stream = new BufferedInputStream(new Timed(process.getInputStream()), 1 << 16);
        this.watch = Thread.ofPlatform().daemon().name("reader-watch").start(this::watch);
    }

    InputStream stream() {
        return stream;
    }

    /** Whether it was killed for its silence or its slowness. */
    boolean gaveUp() {
        return gaveUp;
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (process.isAlive()) {
                long since = waitingSince;
                long now = System.nanoTime();
                if (since != NOBODY_WAITS && now - since > patience.toNanos() || now - start > most.toNanos()) {
                    gaveUp = true;
                    process.destroyForcibly();
                    return;
                }
                Thread.sleep((patience.compareTo(most) < 0 ? patience : most).dividedBy(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Timed extends FilterInputStream {

        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            waitingSince = System.nanoTime();
            try {
                return super.read(bytes, offset, length);
            } finally {
                waitingSince = NOBODY_WAITS;
            }
        }
    }
}

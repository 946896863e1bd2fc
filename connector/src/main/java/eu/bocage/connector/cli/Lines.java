package eu.bocage.connector.cli;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes, of which some may be long. Needs twice the memory of the longest. */
final class Lines {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; empty when there is none, or when it was cut. */
    Optional<byte[]> next() throws IOException {
        try (ByteArrayBuilder line = new ByteArrayBuilder()) {
            while (at < end || fill()) {
                int start = at;
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                line.write(buffer, start, at - start);
                if (at < end) {
                    at++;
                    return Optional.of(line.toByteArray());
                }
            }
            return Optional.empty();
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}

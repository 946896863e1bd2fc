package eu.bocage.connector.answer;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes that are handed over in pieces, the same ones each time they are asked for, and that need not be in memory: an
 * answer is read from the database one part after the other, while it is sent.
 */
public interface Body {

    /** Whether there are more than a million bytes or so. */
    boolean isLong();

    /** Blocks. @param pieces gets them in their order */
    void to(Consumer<byte[]> pieces);

    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public boolean isLong() {
                return bytes.length > 1_000_000;
            }

            @Override
            public void to(Consumer<byte[]> pieces) {
                pieces.accept(bytes);
            }
        };
    }

    /** One after the other. */
    static Body of(List<Body> bodies) {
        return new Body() {
            @Override
            public boolean isLong() {
                return bodies.stream().anyMatch(Body::isLong);
            }

            @Override
            public void to(Consumer<byte[]> pieces) {
                bodies.forEach(body -> body.to(pieces));
            }
        };
    }

    /** All of them, in memory. */
    default byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        to(all::writeBytes);
        return all.toByteArray();
    }
}

package eu.bocage.connector.answer;

import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes that are handed over in pieces, the same ones each time they are asked for, and that need not be in memory: an
 * answer is read from the database one part after the other, while it is sent.
 */
public interface Body {

    /** In bytes. */
    long length();

    /** Blocks. @param pieces gets them in their order, and may keep none of them waiting for the next */
    void to(Consumer<byte[]> pieces);

    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
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
            public long length() {
                return bodies.stream().mapToLong(Body::length).sum();
            }

            @Override
            public void to(Consumer<byte[]> pieces) {
                bodies.forEach(body -> body.to(pieces));
            }
        };
    }

    /** All of them, in memory. */
    default byte[] bytes() {
        byte[] all = new byte[Math.toIntExact(length())];
        int[] at = {0};
        to(piece -> {
            System.arraycopy(piece, 0, all, at[0], piece.length);
            at[0] += piece.length;
        });
        return all;
    }
}

package eu.bocage.compute.he;

/**
 * Microsoft SEAL that is always there: its WebAssembly build (npm {@code node-seal} 6.0.3, unmodified, SEAL 4.1.2) as
 * JVM bytecode. No native code; some ten times slower than that. Each instance lives in a {@link Sandbox} of at most
 * 128 MiB: a fault of C++ in it is an exception in Java and reaches nothing else.
 *
 * <p>SEAL 4.1.2 lacks checks that 4.3.3 and 4.4.0 added to its reader of bytes and keys. What stands in for them: the
 * sandbox and its memory limit, our parser before it, and that no evaluation key is ever read.
 *
 * <p>The first calls of a process take ten times as long as later ones, which the JVM's second compiler has compiled.
 * SEAL's largest functions are compiled under {@code -XX:-DontCompileHugeMethods} only.
 */
public final class EmbeddedSeal extends EngineSeal {

    private EmbeddedEngine.Image image;

    public EmbeddedSeal(PlainModulus modulus) {
        super("embedded SEAL", modulus);
    }

    @Override
    Engine start() {
        if (image != null) {
            return new EmbeddedEngine(image);
        }
        EmbeddedEngine first = new EmbeddedEngine(modulus());
        image = first.image();
        return first;
    }
}

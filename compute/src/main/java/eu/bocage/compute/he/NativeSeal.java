package eu.bocage.compute.he;

import java.nio.file.Path;

/**
 * Microsoft SEAL at native speed: its own C library, {@code libsealc} 4.4 or later, where an operator has installed
 * one. It runs in the process of the node, without a sandbox; a fault of C++ there could reach everything, which is why
 * older versions are refused and why only bytes that our own {@link Wire} wrote reach it.
 */
public final class NativeSeal extends EngineSeal {

    private final NativeLibrary library;

    /**
     * @param library the file of libsealc
     * @throws eu.bocage.compute.InvalidInput where it is not a SEAL of at least 4.4
     */
    public NativeSeal(Path library, PlainModulus modulus) {
        super("native SEAL", modulus);
        this.library = new NativeLibrary(library);
    }

    @Override
    Engine start() {
        return new NativeEngine(library, modulus());
    }
}

package eu.bocage.compute.he;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The libsealc of this machine, where its tests are to run. */
final class NativeLibraryHere {

    private static final String VARIABLE = "BOCAGE_TEST_SEALC";

    private NativeLibraryHere() {
    }

    /** Skips the test, with the reason, where there is none. */
    static Path orSkip() {
        String path = System.getenv(VARIABLE);
        assumeTrue(path != null, "no libsealc: it is in no registry; build it (compute/seal/README.md) and set "
            + VARIABLE + " to its path");
        return Path.of(path);
    }
}

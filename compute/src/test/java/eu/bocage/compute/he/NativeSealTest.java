package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeSealTest extends SealContract {

    @Override
    Seal open(PlainModulus modulus) {
        return new NativeSeal(NativeLibraryHere.orSkip(), modulus);
    }

    @Test
    void saysWhichSealItIs() {
        try (Seal seal = open(PlainModulus.FIRST)) {
            assertThat(seal.description()).matches("native SEAL 4\\.([4-9]|\\d\\d)\\.\\d+");
        }
    }
}

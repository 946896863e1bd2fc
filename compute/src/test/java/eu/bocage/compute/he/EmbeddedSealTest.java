package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedSealTest extends SealContract {

    @Override
    Seal open(PlainModulus modulus) {
        return new EmbeddedSeal(modulus);
    }

    @Test
    void saysWhichSealItIs() {
        try (Seal seal = open(PlainModulus.FIRST)) {
            assertThat(seal.description()).isEqualTo("embedded SEAL 4.1.2");
        }
    }
}

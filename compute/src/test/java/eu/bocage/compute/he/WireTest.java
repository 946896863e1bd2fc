package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The one form of bytes that is taken. */
class WireTest {

    private static final byte[] HONEST = HostileBytes.honest();
    private static final int HEAD = 113;

    @Test
    void writesTheSizesThatSealHas() {
        assertThat(HONEST).hasSize(524_401).hasSize(Ciphertext.BYTES);
        assertThat(Wire.SECRET_KEY.bytes()).isEqualTo(327_768);
        assertThat(Wire.PUBLIC_KEY.bytes()).isEqualTo(655_473);
    }

    @Test
    void readsWhatItWrote() {
        Ciphertext read = Ciphertext.parse(HostileBytes.MODULUS, HONEST);
        assertThat(read.words()).isEqualTo(HostileBytes.words());
        assertThat(read.toBytes()).isEqualTo(HONEST);
        assertThat(read.polynomial(1)).isEqualTo(Arrays.copyOfRange(HostileBytes.words(), 32_768, 65_536));
    }

    @Property(tries = 400)
    void refusesEachChangeOfOneByteOfTheHead(@ForAll @IntRange(max = HEAD - 1) int at, @ForAll byte value) {
        byte[] changed = HONEST.clone();
        changed[at] = value;
        if (value == HONEST[at]) {
            Ciphertext.parse(HostileBytes.MODULUS, changed);
        } else {
            assertThatThrownBy(() -> Ciphertext.parse(HostileBytes.MODULUS, changed)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("byte " + at + " ");
        }
    }

    @Property(tries = 200)
    void takesEachCoefficientBelowItsPrimeAndNoneFromThereOn(@ForAll @IntRange(max = Ciphertext.WORDS - 1) int place,
        @ForAll @IntRange(min = -2, max = 2) int above) {
        long prime = Bfv.prime(place / Bfv.DEGREE % Bfv.DATA_PRIMES);
        long[] words = new long[Ciphertext.WORDS];
        words[place] = prime + above;
        byte[] bytes = Wire.CIPHERTEXT.write(words, HostileBytes.MODULUS.parmsId());
        if (above < 0) {
            assertThat(Ciphertext.parse(HostileBytes.MODULUS, bytes).words()).isEqualTo(words);
        } else {
            assertThatThrownBy(() -> Ciphertext.parse(HostileBytes.MODULUS, bytes)).isInstanceOf(InvalidInput.class);
            assertThatThrownBy(() -> Ciphertext.of(HostileBytes.MODULUS, words))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesBytesOfAnotherKind() {
        assertThatThrownBy(() -> PublicKey.parse(HostileBytes.MODULUS, HONEST)).isInstanceOf(InvalidInput.class);
        byte[] second = Ciphertext.of(PlainModulus.SECOND, HostileBytes.words()).toBytes();
        assertThatThrownBy(() -> Ciphertext.parse(PlainModulus.FIRST, second)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void setsBothVersionsOfANewerSealTo41() {
        byte[] newer = HONEST.clone();
        newer[4] = 4;
        newer[HEAD - 24 + 4] = 4;
        assertThatThrownBy(() -> Ciphertext.parse(HostileBytes.MODULUS, newer)).isInstanceOf(InvalidInput.class);
        assertThat(Wire.CIPHERTEXT.stamp(newer)).isEqualTo(HONEST);
    }
}

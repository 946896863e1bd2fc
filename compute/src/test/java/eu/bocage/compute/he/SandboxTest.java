package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.Memory;
import org.junit.jupiter.api.Test;

/** What a fault inside the sandbox can do outside: nothing. */
class SandboxTest {

    private static final int FORGED = 0x70000000;

    @Test
    void itsMemoryEndsAtTheCap() {
        Embind seal = new Embind();
        for (int i = 0; i < 3; i++) {
            seal.sandbox().malloc(32 << 20);
        }
        assertThatThrownBy(() -> seal.sandbox().malloc(32 << 20)).hasMessageContaining("128 MiB");
        assertThat(seal.sandbox().memory().pages() * (long) Memory.PAGE_SIZE).isLessThanOrEqualTo(128L << 20);
    }

    @Test
    void aForgedPointerIsAnExceptionAndOthersLiveOn() {
        Embind struck = new Embind();
        Embind other = new Embind();
        assertThatThrownBy(() -> struck.call("Ciphertext.size", FORGED)).isInstanceOf(SealFailure.class);
        assertThat(other.construct("Modulus")).isPositive();
    }

    @Test
    void itsMemoryIsOverwrittenAtItsEnd() {
        Embind seal = new Embind();
        int modulus = seal.construct("Modulus");
        seal.call("Modulus.setValue", modulus, PlainModulus.FIRST.value());
        assertThat(seal.sandbox().memory().readLong(modulus)).isEqualTo(PlainModulus.FIRST.value());
        seal.sandbox().close();
        byte[] all = seal.sandbox().memory().readBytes(0, seal.sandbox().memory().pages() * Memory.PAGE_SIZE);
        assertThat(all).containsOnly(0);
    }

    @Test
    void nothingRandomIsInTheImageThatInstancesBeginFrom() {
        byte[] one = new EmbeddedEngine(PlainModulus.FIRST).image().seal().sandbox().memory();
        byte[] other = new EmbeddedEngine(PlainModulus.FIRST).image().seal().sandbox().memory();
        assertThat(one).hasSameSizeAs(other);
        int different = 0;
        for (int i = 0; i < one.length; i++) {
            different += one[i] == other[i] ? 0 : 1;
        }
        // what is left on the stack of a search for a root; the seed of SEAL's generator would be 64 bytes
        assertThat(different).isLessThan(32);
    }

    @Test
    void anExceptionSaysWhatSealSays() {
        Embind seal = new Embind();
        int modulus = seal.construct("Modulus");
        assertThatThrownBy(() -> seal.call("Modulus.setValue", modulus, 1)).isInstanceOf(SealFailure.class)
            .hasMessage("SEAL: value can be at most 61-bit and cannot be 1");
    }
}

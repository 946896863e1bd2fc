package eu.bocage.compute.he;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import eu.bocage.compute.InvalidInput;
import java.util.Arrays;

/**
 * The parser under bytes chosen by a fuzzer: an honest ciphertext with patches, of another length or not. It refuses,
 * or gives back the very same bytes. {@code mvn test} runs the inputs kept beside it; to fuzz for half a minute: {@code
 * JAZZER_FUZZ=1 mvn -pl compute test -Dtest=WireFuzzTest}.
 */
class WireFuzzTest {

    private static final byte[] HONEST = HostileBytes.honest();

    @FuzzTest(maxDuration = "30s")
    void refusesOrGivesBackTheSameBytes(FuzzedDataProvider data) {
        byte[] bytes = HONEST.clone();
        int patches = data.consumeInt(0, 8);
        for (int i = 0; i < patches; i++) {
            int at = data.consumeBoolean() ? data.consumeInt(0, 120) : data.consumeInt(0, bytes.length - 1);
            byte[] patch = data.consumeBytes(16);
            System.arraycopy(patch, 0, bytes, at, Math.min(patch.length, bytes.length - at));
        }
        if (data.consumeBoolean()) {
            bytes = Arrays.copyOf(bytes, data.consumeInt(0, 2 * bytes.length));
        }
        try {
            byte[] back = Ciphertext.parse(HostileBytes.MODULUS, bytes).toBytes();
            if (!Arrays.equals(back, bytes)) {
                throw new AssertionError("another ciphertext came back");
            }
        } catch (InvalidInput refused) {
            if (refused.problems().size() != 1) {
                throw new AssertionError("one problem is named", refused);
            }
        }
    }
}

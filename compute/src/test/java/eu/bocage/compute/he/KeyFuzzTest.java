package eu.bocage.compute.he;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The readers of keys under bytes chosen by a fuzzer: those of a real collective key, a holder's key or a stock with
 * patches, of another length or not. They refuse, or give back the very same bytes. {@code mvn test} runs the inputs
 * kept beside it; to fuzz for half a minute: {@code JAZZER_FUZZ=1 mvn -pl compute test -Dtest=KeyFuzzTest}.
 */
class KeyFuzzTest {

    private record Reader(byte[] honest, UnaryOperator<byte[]> again) {
    }

    private static final List<Reader> READERS = readers();

    private static List<Reader> readers() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        HolderKey key = joint.keys.getFirst();
        return List.of(new Reader(joint.key.toBytes(), bytes -> CollectiveKey.parse(bytes).toBytes()),
            new Reader(key.toBytes(), bytes -> HolderKey.parse(bytes).toBytes()),
            new Reader(new KeyStock(List.of(key)).toBytes(), bytes -> KeyStock.parse(bytes).toBytes()));
    }

    @FuzzTest(maxDuration = "30s")
    void refuseOrGiveBackTheSameBytes(FuzzedDataProvider data) {
        Reader reader = READERS.get(data.consumeInt(0, READERS.size() - 1));
        byte[] bytes = reader.honest().clone();
        for (int patches = data.consumeInt(0, 6); patches > 0; patches--) {
            int at = switch (data.consumeInt(0, 2)) {
                case 0 -> data.consumeInt(0, 4000);
                case 1 -> data.consumeInt(bytes.length - 4000, bytes.length - 1);
                default -> data.consumeInt(0, bytes.length - 1);
            };
            byte[] patch = data.consumeBytes(8);
            System.arraycopy(patch, 0, bytes, at, Math.min(patch.length, bytes.length - at));
        }
        if (data.consumeBoolean()) {
            bytes = Arrays.copyOf(bytes, data.consumeInt(0, bytes.length + 4000));
        }
        try {
            if (!Arrays.equals(reader.again().apply(bytes), bytes)) {
                throw new AssertionError("another key came back");
            }
        } catch (Refusal refused) {
            if (refused.fault() == null) {
                throw new AssertionError("a refusal has a name", refused);
            }
        }
    }
}

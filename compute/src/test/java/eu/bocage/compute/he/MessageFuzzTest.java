package eu.bocage.compute.he;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Map;

/**
 * The readers of messages, keys and states under bytes chosen by a fuzzer: they refuse, or give back the same bytes.
 * {@code mvn test} runs the inputs kept beside it; to fuzz for half a minute: {@code JAZZER_FUZZ=1 mvn -pl compute test
 * -Dtest=MessageFuzzTest}.
 */
class MessageFuzzTest {

    private static final byte[] HONEST = Message.of(message -> new byte[64], "sender", "confirmed", Map.of("manifest",
        "m", "key", "k"), new byte[40]).toBytes();

    @FuzzTest(maxDuration = "30s")
    void refuseOrGiveBackTheSameBytes(FuzzedDataProvider data) {
        byte[] bytes = HONEST.clone();
        for (int patches = data.consumeInt(0, 6); patches > 0; patches--) {
            bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
        }
        if (data.consumeBoolean()) {
            bytes = data.consumeRemainingAsBytes();
        }
        try {
            if (!Arrays.equals(Message.parse(bytes).toBytes(), bytes)) {
                throw new AssertionError("another message came back");
            }
        } catch (Refusal refused) {
            named(refused);
        }
        try {
            CollectiveKey.parse(bytes);
            throw new AssertionError("too short for a key");
        } catch (Refusal refused) {
            named(refused);
        }
        try {
            KeyStock.parse(bytes);
        } catch (Refusal refused) {
            named(refused);
        }
    }

    private static void named(Refusal refused) {
        if (refused.fault() == null) {
            throw new AssertionError("a refusal has a name", refused);
        }
    }
}

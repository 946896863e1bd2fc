package eu.bocage.policies;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * The reader of policies in JSON-LD, as partners' connectors send them, under bytes chosen by a fuzzer: it refuses, or
 * takes a policy that is understood to its last word. Fuzz it as {@link CharterYamlFuzzTest}.
 */
class OdrlFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void refusesOrTakesAPolicyThatIsUnderstood(byte[] bytes) {
        Policy policy;
        try {
            policy = Odrl.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidDocument refused) {
            Taken.check(refused);
            return;
        }
        Taken.check(policy);
    }
}

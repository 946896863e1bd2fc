package eu.bocage.policies;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * The reader of charters in canonical JSON, as they are signed, under bytes chosen by a fuzzer: it refuses, or takes a
 * valid charter to the letter. Fuzz it as {@link CharterYamlFuzzTest}.
 */
class CharterJsonFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void refusesOrTakesAValidCharterToTheLetter(byte[] bytes) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        Charter charter;
        try {
            charter = Charter.fromJson(json);
        } catch (InvalidDocument refused) {
            Taken.check(refused);
            return;
        }
        Taken.require(charter.json().equals(json), "taken in another text than its own");
        Taken.check(charter);
    }
}

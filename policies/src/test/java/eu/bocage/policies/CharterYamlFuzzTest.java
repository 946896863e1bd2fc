package eu.bocage.policies;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The reader of charters as people write them, under bytes chosen by a fuzzer: it refuses, or takes a valid charter.
 * {@code mvn test} runs the inputs kept beside it; to fuzz for half a minute: {@code JAZZER_FUZZ=1 mvn -pl policies
 * test -Dtest=CharterYamlFuzzTest}.
 */
class CharterYamlFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void refusesOrTakesAValidCharter(byte[] bytes) {
        Charter charter;
        try {
            charter = Charter.fromYaml(bytes);
        } catch (InvalidDocument refused) {
            Taken.check(refused);
            return;
        }
        Taken.check(charter);
    }
}

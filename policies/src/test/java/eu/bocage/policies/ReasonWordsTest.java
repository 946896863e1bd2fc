package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the decider answers can be read by people, in both languages. */
class ReasonWordsTest {

    @Test
    void everyReasonOfManyRefusalsCanBeRead() {
        Charter charter = FullCharter.charter();
        Sweep sweep = new Sweep(Set.of(charter.hash()));
        Policy policy = sweep.policy(charter);
        Set<String> terms = new HashSet<>();
        for (Facts facts : sweep.facts(charter)) {
            for (Scope scope : Scope.values()) {
                Decision decision = Decider.decide(policy, scope, facts);
                Readability.check(scope.name(), Words.of(decision, charter));
                Samples.reasons(decision).forEach(reason -> terms.add(reason.term()));
            }
        }
        assertThat(terms).hasSizeGreaterThan(12);
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ceremony insists on: its own secrets, its number of candidates, the order of its rounds. */
class CeremonyRuleTest {

    private static void refuses(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(fault);
    }

    /** Seeds, coins and opened candidates are public in the end: under another manifest none of them comes again. */
    @Test
    void aRootUsedUnderTwoManifestsGivesOtherSecrets() {
        List<Party> parties = Hall.parties(3);
        List<byte[]> roots = Hall.roots(3);
        TreeMap<String, byte[]> first = payloads(new Hall("one", parties, roots, 2, Hall.CANDIDATES));
        TreeMap<String, byte[]> same = payloads(new Hall("one", parties, roots, 2, Hall.CANDIDATES));
        TreeMap<String, byte[]> other = payloads(new Hall("two", parties, roots, 2, Hall.CANDIDATES));
        assertThat(first.keySet()).isEqualTo(other.keySet());
        for (String name : first.keySet()) {
            boolean secret = name.startsWith("seed/") || name.startsWith("coin/") || name.startsWith("candidates/");
            if (secret) {
                assertThat(same.get(name)).as(name).isEqualTo(first.get(name));
                assertThat(other.get(name)).as(name).isNotEqualTo(first.get(name));
            }
        }
        byte[] opened = openedSeeds(first.get("dealing/holder-1"));
        byte[] elsewhere = openedSeeds(other.get("dealing/holder-1"));
        for (int a = 0; a < opened.length; a += 32) {
            for (int b = 0; b < elsewhere.length; b += 32) {
                assertThat(Arrays.equals(opened, a, a + 32, elsewhere, b, b + 32)).isFalse();
            }
        }
    }

    private static TreeMap<String, byte[]> payloads(Hall hall) {
        TreeMap<String, byte[]> payloads = new TreeMap<>();
        hall.run(message -> {
            payloads.put(message.kind() + "/" + message.sender(), message.payload());
            return message;
        });
        assertThat(hall.keys()).hasSize(3);
        return payloads;
    }

    private static byte[] openedSeeds(byte[] dealing) {
        int from = 32 + PublicDealing.bytes(2);
        return Arrays.copyOfRange(dealing, from, from + 32 * (Hall.CANDIDATES - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void refusesSixtyThreeAndSixtyFiveCommitments(int more) {
        Hall hall = new Hall("epoch", Hall.parties(3), Hall.roots(3), 2, Parameters.CANDIDATES);
        hall.run(message -> message.kind().equals("candidates") && message.sender().equals("holder-1")
            ? hall.resign(message, Map.of(), Arrays.copyOf(message.payload(), message.payload().length + 32 * more))
            : message);
        for (int other : new int[] {2, 3}) {
            Refusal refusal = hall.states.get(other).failure().orElseThrow();
            assertThat(refusal.fault()).isEqualTo(Fault.MALFORMED);
            assertThat(refusal.culprit()).isEqualTo("holder-1");
            assertThat(hall.said).as("nobody goes on").doesNotContainKey("holder-" + other + "coin");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-32, 32})
    void refusesOneOpenedCandidateFewerOrMore(int more) {
        Hall hall = new Hall(2, 3);
        hall.run(message -> message.kind().equals("dealing") && message.sender().equals("holder-1")
            ? hall.resign(message, Map.of(), spliced(message.payload(), more)) : message);
        for (int other : new int[] {2, 3}) {
            Refusal refusal = hall.states.get(other).failure().orElseThrow();
            assertThat(refusal.fault()).isIn(Fault.MALFORMED, Fault.FALSE_OPENING);
            assertThat(refusal.culprit()).isEqualTo("holder-1");
        }
    }

    @Test
    void refusesADealingFollowedByOneByte() {
        Hall hall = new Hall(2, 3);
        hall.run(message -> message.kind().equals("dealing") && message.sender().equals("holder-1")
            ? hall.resign(message, Map.of(), Arrays.copyOf(message.payload(), message.payload().length + 1))
            : message);
        Refusal refusal = hall.states.get(2).failure().orElseThrow();
        assertThat(refusal.fault()).isEqualTo(Fault.MALFORMED);
        assertThat(refusal.culprit()).isEqualTo("holder-1");
    }

    /** The last opened seed left out, or once more. */
    private static byte[] spliced(byte[] payload, int more) {
        int end = 32 + PublicDealing.bytes(2) + 32 * (Hall.CANDIDATES - 1);
        return new ByteWriter().raw(Arrays.copyOf(payload, more < 0 ? end - 32 : end))
            .raw(Arrays.copyOfRange(payload, more < 0 ? end : end - 32, payload.length)).toBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 63, 65, 128})
    void aManifestWithAnyOtherNumberOfCandidatesMakesNoKey(int candidates) {
        Parameters.Declared declared = Parameters.Declared.of(2, 4, 60, 64);
        List<Party> parties = Hall.parties(4);
        Manifest manifest = new Manifest("epoch", new Parameters(declared, candidates),
            parties.stream().map(Party::member).toList(), "charter", "2026-12-31");
        Office office = parties.getFirst().office();
        refuses(Fault.WRONG_KEY, () -> KeyCeremony.start(manifest, "holder-1", RingTest.fresh(),
            new Joint.Memory(), office));
        KeyCeremony begun = KeyCeremony.start(manifest, "holder-1", RingTest.fresh(), new Joint.Memory(), office,
            candidates).state();
        refuses(Fault.WRONG_KEY, () -> KeyCeremony.resume(begun.toBytes(), new Joint.Memory(), office));
        Joint joint = new Joint(new Parameters(declared, candidates), 2);
        refuses(Fault.WRONG_KEY, () -> joint.key.check(Party::verify));
        joint.key.check(Party::verify, candidates);
    }

    /** With one confirmation missing nobody answers the closing test, whoever has; with it, all do. */
    @Test
    void noShareIsTestedBeforeEveryHolderHasConfirmed() {
        Hall hall = new Hall(2, 3);
        Message[] held = new Message[1];
        hall.deliver = (to, message) -> {
            if (message.kind().equals("confirmed") && message.sender().equals("holder-3")) {
                held[0] = message;
                return null;
            }
            return message;
        };
        hall.run(UnaryOperator.identity());
        assertThat(hall.said).containsKeys("holder-1confirmed", "holder-2confirmed", "holder-3confirmed",
            "holder-3audit").doesNotContainKeys("holder-1audit", "holder-2audit");
        assertThat(hall.states.values()).allMatch(state -> state.key().isEmpty() && state.failure().isEmpty());
        hall.deliver = (to, message) -> message;
        hall.outbox.add(held[0]);
        hall.run(UnaryOperator.identity());
        assertThat(hall.said).containsKeys("holder-1audit", "holder-2audit");
        assertThat(hall.keys()).hasSize(3).allSatisfy(key -> key.key().check(Party::verify, Hall.CANDIDATES));
    }

    @Test
    void noKeyComesOutOfADestroyedCeremony() {
        Hall hall = new Hall(2, 3);
        hall.run(UnaryOperator.identity());
        KeyCeremony done = hall.states.get(1);
        done.destroy();
        refuses(Fault.KEY_DESTROYED, done::key);
        refuses(Fault.KEY_DESTROYED, done::toBytes);
    }
}

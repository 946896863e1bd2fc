package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A stored ceremony that somebody changed, an older copy, a second one under one manifest: none says new things. */
class CeremonyStateTest {

    private static void refuses(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class)
            .satisfies(e -> assertThat(((Refusal) e).fault()).isEqualTo(fault))
            .satisfies(e -> assertThat(((Refusal) e).culprit()).isEmpty());
    }

    private static void assertSaysNothingNew(Step<KeyCeremony> step, String kind) {
        assertThat(step.state().failure().map(Refusal::fault)).contains(Fault.SAID_OTHERWISE);
        assertThat(step.state().key()).isEmpty();
        assertThat(step.messages()).noneMatch(message -> message.kind().equals(kind));
    }

    /** A stored state with another list of messages. */
    private static byte[] changed(byte[] state, Consumer<List<Message>> change) {
        ByteReader in = new ByteReader(state);
        byte[] manifest = in.bytes();
        int me = in.number();
        byte[] root = in.raw(32);
        ByteReader stored = new ByteReader(in.bytes());
        List<Message> messages = new ArrayList<>();
        for (int i = stored.count(); i > 0; i--) {
            messages.add(Message.parse(stored.bytes()));
        }
        change.accept(messages);
        ByteWriter heard = new ByteWriter().number(messages.size());
        messages.forEach(one -> heard.bytes(one.toBytes()));
        return new ByteWriter().bytes(manifest).number(me).raw(root).bytes(heard.toBytes()).toBytes();
    }

    private static boolean is(Message message, String kind, String sender) {
        return message.kind().equals(kind) && message.sender().equals(sender);
    }

    /** Nobody is silent at the end of it; 2 has not heard the dealing of 1. */
    private static Hall dealt() {
        Hall hall = new Hall(2, 3);
        hall.deliver = (to, message) -> is(message, "dealing", "holder-1") ? null : message;
        hall.run(UnaryOperator.identity());
        return hall;
    }

    /** With another coin of 3, the candidate that 2 uses would be opened, and the one it has opened used. */
    @Test
    void noForgedCoinOpensASecondCandidate() {
        Hall hall = dealt();
        byte[] state = hall.states.get(2).toBytes();
        assertThat(hall.resume(2, state).state().round()).isEqualTo("dealing");
        byte[] forged = changed(state, all -> {
            all.removeIf(one -> is(one, "dealing", "holder-2"));
            all.replaceAll(one -> is(one, "coin", "holder-3") ? new Message(one.statement(), new byte[32],
                one.signature()) : one);
        });
        refuses(Fault.MALFORMED, () -> hall.resume(2, forged));
        byte[] unsigned = changed(state, all -> all.replaceAll(one -> is(one, "coin", "holder-3")
            ? new Message(one.statement(), one.payload(), new byte[64]) : one));
        refuses(Fault.BAD_SIGNATURE, () -> hall.resume(2, unsigned));
        byte[] ours = changed(state, all -> all.replaceAll(one -> is(one, "candidates", "holder-2")
            ? new Message(one.statement(), one.payload(), new byte[64]) : one));
        refuses(Fault.BAD_SIGNATURE, () -> hall.resume(2, ours));
    }

    /** 3 helps: it signs another commitment and another coin. What 2 said stands, in its state or in its memory. */
    @Test
    void noSignedSecondCoinOpensASecondCandidate() {
        Hall hall = dealt();
        byte[] coin = new byte[32];
        Consumer<List<Message>> second = all -> all.replaceAll(one -> {
            if (is(one, "candidates", "holder-3")) {
                return hall.resign(one, Map.of("coin", CommonReference.commitment("coinc", hall.manifest.hash(), 3,
                    coin)), one.payload());
            }
            return is(one, "coin", "holder-3") ? hall.resign(one, Map.of(), coin) : one;
        });
        byte[] state = hall.states.get(2).toBytes();
        byte[] kept = changed(state, second);
        assertThat(hall.resume(2, kept).state().failure().map(Refusal::fault)).contains(Fault.CONTRADICTION);
        byte[] dropped = changed(changed(state, second), all -> all.removeIf(one -> one.sender().equals("holder-2")
            && List.of("coin", "dealing").contains(one.kind())));
        assertSaysNothingNew(hall.resume(2, dropped), "coin");
    }

    /** Shares are sealed with fresh randomness: a copy from before would send a second dealing. */
    @Test
    void anOlderCopyDoesNotDealTwice() {
        Hall hall = dealt();
        byte[] older = changed(hall.states.get(2).toBytes(), all -> all.removeIf(one -> is(one, "dealing",
            "holder-2")));
        Step<KeyCeremony> again = hall.resume(2, older);
        assertSaysNothingNew(again, "dealing");
        assertThat(again.messages()).extracting(Message::kind).containsExactlyInAnyOrder("seed-commitment", "seed",
            "candidates", "coin");
    }

    /** What does not depend on chance is said again as it was. */
    @Test
    void anOlderCopySaysAgainWhatItSaid() {
        Hall hall = dealt();
        byte[] older = changed(hall.states.get(2).toBytes(), all -> all.removeIf(one -> one.sender().equals("holder-2")
            && List.of("coin", "candidates", "seed").contains(one.kind())));
        Step<KeyCeremony> again = hall.resume(2, older);
        assertThat(again.state().failure()).isEmpty();
        assertThat(again.messages()).hasSize(5).allSatisfy(message -> assertThat(hall.said.get(message.sender()
            + message.kind())).containsExactly(message.statement().hash()));
    }

    @Test
    void aSecondRootUnderOneManifestSaysNothing() {
        Hall hall = new Hall(2, 3);
        Step<KeyCeremony> second = KeyCeremony.start(hall.manifest, "holder-2", RingTest.fresh(), hall.memories.get(1),
            hall.office(2), Hall.CANDIDATES);
        assertSaysNothingNew(second, "seed-commitment");
        assertThat(second.messages()).isEmpty();
    }

    /** The same message, of which memory knows another. */
    @Test
    void aStoredMessageThatMemoryDoesNotKnowIsNotSentAgain() {
        Hall hall = new Hall(2, 3);
        byte[] state = changed(hall.states.get(2).toBytes(), all -> all.replaceAll(one -> hall.resign(one,
            Map.of("commitment", "00"), new byte[0])));
        refuses(Fault.SAID_OTHERWISE, () -> hall.resume(2, state));
    }

    @Test
    void refusesAPlaceThatTheManifestDoesNotHaveAndMessagesOfAnother() {
        Hall hall = new Hall(2, 3);
        byte[] state = hall.states.get(2).toBytes();
        int at = Integer.BYTES + Manifests.write(hall.manifest).length;
        assertThat(state[at + 3]).isEqualTo((byte) 2);
        for (int place : new int[] {0, 4, -1}) {
            byte[] wrong = state.clone();
            for (int i = 0; i < 4; i++) {
                wrong[at + i] = (byte) (place >> 8 * (3 - i));
            }
            refuses(Fault.MALFORMED, () -> hall.resume(2, wrong));
        }
        byte[] other = changed(state, all -> all.replaceAll(one -> hall.resign(one, Map.of("manifest", "m"),
            new byte[0])));
        refuses(Fault.WRONG_KEY, () -> hall.resume(2, other));
    }
}

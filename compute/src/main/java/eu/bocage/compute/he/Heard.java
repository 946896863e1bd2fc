package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What holders have said in a ceremony so far, one message for each phase and sender. Immutable. */
final class Heard {

    private final Manifest manifest;
    private final TreeMap<String, Message> messages;

    private Heard(Manifest manifest, TreeMap<String, Message> messages) {
        this.manifest = manifest;
        this.messages = messages;
    }

    static Heard nothing(Manifest manifest) {
        return new Heard(manifest, new TreeMap<>());
    }

    /**
     * With one more, whose signature has been checked; the very same where it was heard before.
     *
     * @throws Refusal where its sender has said something else in this phase
     */
    Heard with(Message message) {
        String slot = CeremonyPhase.slot(message.kind(), manifest.point(message.sender()));
        Message before = messages.get(slot);
        if (before != null && before.statement().equals(message.statement())) {
            return this;
        }
        if (before != null) {
            throw Refusal.contradiction(before, message);
        }
        TreeMap<String, Message> more = new TreeMap<>(messages);
        more.put(slot, message);
        return new Heard(manifest, more);
    }

    /** What a holder said in a phase; {@code null} where it has not. */
    Message of(CeremonyPhase phase, int sender) {
        return messages.get(phase.slot(sender));
    }

    /** All that was said in a phase, in the order of holders. */
    List<Message> all(CeremonyPhase phase) {
        List<Message> said = new ArrayList<>();
        for (int i = 1; i <= manifest.holders().size(); i++) {
            Message message = of(phase, i);
            if (message != null) {
                said.add(message);
            }
        }
        return said;
    }

    boolean everyone(CeremonyPhase phase) {
        return all(phase).size() == manifest.holders().size();
    }

    /** Over what all said in a phase: each says which it heard, so nobody tells two holders two things unseen. */
    String transcript(CeremonyPhase phase) {
        ByteWriter out = new ByteWriter();
        all(phase).forEach(message -> out.text(message.statement().hash()));
        return Statement.hash(out.toBytes());
    }

    /** @throws Refusal unless all who spoke in a phase had heard what is heard here of the one before */
    void agrees(CeremonyPhase phase) {
        String transcript = transcript(phase.before());
        if (!all(phase).stream().allMatch(one -> one.stated("heard").equals(transcript))) {
            throw new Refusal(Fault.CONTRADICTION);
        }
    }

    /** What was revealed in a phase, checked against what was committed to in an earlier one. */
    List<byte[]> opened(CeremonyPhase revealed, CeremonyPhase committed, String field, String purpose) {
        String manifestHash = manifest.hash();
        List<byte[]> values = new ArrayList<>();
        for (Message message : all(revealed)) {
            int sender = manifest.point(message.sender());
            String commitment = of(committed, sender).stated(field);
            if (message.payload().length != 32 || !commitment.equals(CommonReference.commitment(purpose, manifestHash,
                sender, message.payload()))) {
                throw new Refusal(Fault.FALSE_OPENING, message.sender());
            }
            values.add(message.payload());
        }
        return values;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter().number(messages.size());
        messages.values().forEach(message -> out.bytes(message.toBytes()));
        return out.toBytes();
    }

    /** @throws Refusal for anything but what {@link #toBytes()} wrote; signatures are the reader's to check */
    static Heard parse(Manifest manifest, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Heard heard = nothing(manifest);
        for (int i = in.count(); i > 0; i--) {
            heard = heard.with(Message.parse(in.bytes()));
        }
        in.end();
        return heard;
    }

    List<Message> all() {
        return List.copyOf(messages.values());
    }

    /** All that one holder said, in the order of phases' names. */
    List<Message> by(String sender) {
        return messages.values().stream().filter(one -> one.sender().equals(sender)).toList();
    }
}

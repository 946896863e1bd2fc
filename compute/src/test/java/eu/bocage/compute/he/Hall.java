package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Holders that make a key in one place, with few candidates; messages arrive in random order. */
final class Hall {

    static final int CANDIDATES = 4;

    final List<Party> parties;
    final Map<Integer, KeyCeremony> states = new TreeMap<>();
    final List<Joint.Memory> memories = new ArrayList<>();
    final List<Message> outbox = new ArrayList<>();
    final Map<String, Set<String>> said = new TreeMap<>();
    final Manifest manifest;
    private final int candidates;
    boolean crashes;
    boolean sealsWrongly;
    Delivery deliver = (to, message) -> message;

    Hall(int threshold, int holders) {
        this("epoch", parties(holders), roots(holders), threshold, CANDIDATES);
    }

    Hall(String epoch, List<Party> parties, List<byte[]> roots, int threshold, int candidates) {
        this.parties = parties;
        this.candidates = candidates;
        int holders = parties.size();
        Parameters.Declared declared = Parameters.Declared.of(threshold, holders, 60, 64);
        manifest = new Manifest(epoch, new Parameters(holders == 3 ? declared.everyHolderAccepts()
            : declared, candidates), parties.stream().map(Party::member).toList(), "charter", "2026-12-31");
        for (int i = 1; i <= holders; i++) {
            memories.add(new Joint.Memory());
            Step<KeyCeremony> step = KeyCeremony.start(manifest, "holder-" + i, roots.get(i - 1), memories.getLast(),
                office(i), candidates);
            states.put(i, step.state());
            outbox.addAll(step.messages());
        }
    }

    static List<Party> parties(int holders) {
        return IntStream.rangeClosed(1, holders).mapToObj(i -> new Party("holder-" + i)).toList();
    }

    static List<byte[]> roots(int holders) {
        return IntStream.range(0, holders).mapToObj(i -> RingTest.fresh()).toList();
    }

    Office office(int i) {
        Office office = parties.get(i - 1).office();
        return sealsWrongly && i == 1 ? new Office(office.signer(), office.verifier(), new Flipping(
            office.sealer()), office.ring()) : office;
    }

    void run(UnaryOperator<Message> change) {
        Random random = new Random(4);
        while (!outbox.isEmpty()) {
            Collections.shuffle(outbox, random);
            Message message = change.apply(outbox.removeFirst());
            said.computeIfAbsent(message.sender() + message.kind(), kind -> new TreeSet<>())
                .add(message.statement().hash());
            for (int i = 1; i <= parties.size(); i++) {
                if (!message.sender().equals("holder-" + i)) {
                    hear(i, deliver.of(i, message));
                }
            }
        }
    }

    private void hear(int i, Message message) {
        if (message == null) {
            return;
        }
        Message parsed = Message.parse(message.toBytes());
        KeyCeremony state = states.get(i);
        if (crashes) {
            Step<KeyCeremony> resumed = resume(i, state.toBytes());
            resumed.messages().forEach(one -> said.computeIfAbsent(one.sender() + one.kind(),
                kind -> new TreeSet<>()).add(one.statement().hash()));
            state = resumed.state();
        }
        Step<KeyCeremony> step = state.receive(parsed, office(i));
        states.put(i, step.state());
        outbox.addAll(step.messages());
    }

    Step<KeyCeremony> resume(int i, byte[] state) {
        return KeyCeremony.resume(state, memories.get(i - 1), office(i), candidates);
    }

    private Party party(Message message) {
        return parties.stream().filter(one -> one.id().equals(message.sender())).findFirst().orElseThrow();
    }

    Message resign(Message message, Map<String, String> changed, byte[] payload) {
        TreeMap<String, String> fields = new TreeMap<>(message.statement().fields());
        fields.putAll(changed);
        return Message.of(party(message)::sign, message.sender(), message.kind(), fields, payload);
    }

    Message complain(Message message, String accused) {
        TreeMap<String, String> fields = new TreeMap<>(message.statement().fields());
        fields.put("accused", accused);
        return Message.of(party(message)::sign, message.sender(), "complaint", fields, new byte[0]);
    }

    List<HolderKey> keys() {
        return states.values().stream().map(state -> state.key().orElseThrow()).toList();
    }

    static byte[] flipped(byte[] bytes, int place) {
        byte[] other = bytes.clone();
        other[place] ^= 1;
        return other;
    }

    interface Delivery {
        /** {@code null} where the message is not delivered. */
        Message of(int to, Message message);
    }

    /** Flips one bit of each share that it seals. */
    private record Flipping(Sealer sealer) implements Sealer {

        @Override
        public byte[] seal(String key, byte[] aad, byte[] message) {
            return sealer.seal(key, aad, flipped(message, 4000));
        }

        @Override
        public Optional<byte[]> open(byte[] aad, byte[] sealed) {
            return sealer.open(aad, sealed);
        }
    }
}

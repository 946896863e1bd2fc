package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A thousand contributors, three holders and a hub on a network that loses, doubles and reorders messages, at nodes
 * that crash now and then. All states are values that are written and read back, so each goes on where it was; whatever
 * the network does, one sum comes out, to the bit, and no party ever says two things. Eight contributions are real; the
 * others are their ciphertexts again under other names, whose proofs, bound to the first names, are not looked at.
 */
class SimulatorTest {

    private static final int PEOPLE = 1000;
    private static final int REAL = 8;
    private static final List<Integer> SET = List.of(1, 3);

    private final Random network = new Random(21);
    private final Joint joint = new Joint(Parameters.Declared.of(2, 3, PEOPLE, 16).everyHolderAccepts(), PEOPLE);
    private final JobTerms terms = joint.terms(joint.job(30, 1000, 1));
    private final Map<String, String> said = new TreeMap<>();
    private int lost;
    private int doubled;
    private int crashed;

    /** The proofs of the real ones. */
    private static void verify(Spectrum a, Polynomial c1, byte[] context, byte[] proof) {
        String text = new String(context, StandardCharsets.US_ASCII);
        for (int i = 1; i <= REAL; i++) {
            if (text.contains(String.format("\"contributor-%04d\"", i))) {
                ShortnessProof.verify(a, c1, context, proof);
            }
        }
    }

    private boolean chance(int percent) {
        return network.nextInt(100) < percent;
    }

    private Message said(Message message) {
        String before = said.put(message.kind() + " " + message.sender(), message.statement().hash());
        assertThat(before).as("%s of %s", message.kind(), message.sender())
            .isIn(null, message.statement().hash());
        return message;
    }

    @Test
    void oneSumComesOutWhateverTheNetworkDoes() {
        List<Message> contributions = contributions();
        Aggregate announced = added(Adding.start(terms, joint.key, Party::verify, Joint.OPEN, SimulatorTest::verify),
            contributions).freeze();
        Adding recompute = Adding.recompute(terms, joint.key, announced.statement(), Party::verify,
            Joint.OPEN, SimulatorTest::verify);
        Aggregate recomputed = added(recompute, contributions).freeze();
        assertThat(recomputed.hash()).as("in another order").isEqualTo(announced.hash());
        assertThat(announced.entries()).hasSize(PEOPLE);
        Map<String, Message> opened = open(recomputed);
        List<Message> messages = List.copyOf(opened.values());
        assertThat(joint.combine(terms, recomputed, 1, SET, messages).cells()).isEqualTo(expected());
        assertThat(List.of(lost, doubled, crashed)).as("the network did something").allMatch(count -> count > 100);
    }

    private List<Message> contributions() {
        joint.fill(terms);
        List<Message> real = new ArrayList<>();
        for (int i = 0; i < REAL; i++) {
            real.add(said(joint.contribute(terms, i)));
            assertThat(joint.contribute(terms, i)).as("made again after a crash").isEqualTo(real.getLast());
        }
        List<Message> all = new ArrayList<>(real);
        for (int i = REAL; i < PEOPLE; i++) {
            Party party = joint.contributors.get(i);
            Message copied = real.get(i % REAL);
            all.add(said(Message.of(party::sign, party.id(), Contribution.KIND, copied.statement().fields(),
                copied.payload())));
        }
        return all;
    }

    private long[] expected() {
        long[] sum = new long[terms.job().cells()];
        for (int i = 0; i < PEOPLE; i++) {
            int real = i % REAL;
            long[] noise = terms.noise().draw(sum.length, joint.seeds.get(real), terms.hash());
            Arrays.setAll(sum, c -> sum[c] + (joint.cells.get(real)[c] << terms.noise().scale()) + noise[c]);
        }
        return sum;
    }

    /** Until all have arrived: what is lost is sent again, what arrived may arrive again. */
    private Adding added(Adding start, List<Message> contributions) {
        Adding adding = start;
        List<Message> queue = new ArrayList<>(contributions);
        while (!queue.isEmpty()) {
            int place = network.nextInt(queue.size());
            Message message = queue.get(place);
            if (chance(15)) {
                lost++;
                continue;
            }
            if (chance(15)) {
                doubled++;
            } else {
                queue.set(place, queue.getLast());
                queue.removeLast();
            }
            if (chance(10)) {
                crashed++;
                adding = Adding.restore(terms, joint.key, adding.toBytes(), Party::verify, Joint.OPEN,
                    SimulatorTest::verify);
            }
            boolean before = adding.entries().containsKey(message.sender());
            try {
                adding = adding.receive(message, Party::verify, Joint.OPEN);
                assertThat(before).isFalse();
            } catch (Refusal refusal) {
                assertThat(refusal.fault()).isEqualTo(Fault.DUPLICATE);
                assertThat(before).isTrue();
            }
        }
        return adding;
    }

    private record Letter(int to, Message message) {
    }

    /** What the requester has at the end, by kind and sender. */
    private Map<String, Message> open(Aggregate aggregate) {
        Message signed = joint.signed(terms);
        Map<Integer, Opening> states = new TreeMap<>();
        List<Letter> queue = new ArrayList<>();
        Map<String, Message> received = new TreeMap<>();
        for (int point = 1; point <= 3; point++) {
            Step<Opening> step = Opening.accept(joint.keys.get(point - 1), terms, signed, aggregate,
                joint.memories.get(point - 1), Joint.OPEN, joint.holders.get(point - 1).office());
            states.put(point, step.state());
            send(queue, point, step.messages());
        }
        for (int step = 0; received.size() < 2 * SET.size(); step++) {
            assertThat(step).as("an end").isLessThan(100_000);
            if (queue.isEmpty()) {
                states.replaceAll((point, state) -> crash(queue, point, state));
                SET.forEach(point -> join(states, queue, point));
                continue;
            }
            Letter letter = queue.remove(network.nextInt(queue.size()));
            if (chance(30)) {
                lost++;
                continue;
            }
            if (chance(30)) {
                doubled++;
                queue.add(letter);
            }
            hear(letter, states, queue, received);
        }
        return received;
    }

    private void hear(Letter letter, Map<Integer, Opening> states, List<Letter> queue, Map<String, Message> received) {
        int to = letter.to();
        if (to == 0) {
            received.put(letter.message().kind() + letter.message().sender(), letter.message());
            return;
        }
        if (chance(20)) {
            states.put(to, crash(queue, to, states.get(to)));
        }
        Step<Opening> step = states.get(to).receive(Message.parse(letter.message().toBytes()),
            joint.holders.get(to - 1).office());
        states.put(to, step.state());
        send(queue, to, step.messages());
    }

    private Opening crash(List<Letter> queue, int point, Opening state) {
        crashed++;
        Step<Opening> back = Opening.resume(joint.keys.get(point - 1), terms, joint.memories.get(point - 1),
            state.toBytes(), Party::verify, Joint.OPEN);
        send(queue, point, back.messages());
        return back.state();
    }

    private void join(Map<Integer, Opening> states, List<Letter> queue, int point) {
        try {
            Step<Opening> step = states.get(point).join(1, joint.ids(SET), joint.holders.get(point - 1).office());
            states.put(point, step.state());
            send(queue, point, step.messages());
        } catch (Refusal early) {
            assertThat(early.fault()).isEqualTo(Fault.NO_QUORUM);
        }
    }

    /** Shares and zeros to the requester, all but shares to the other holders. */
    private void send(List<Letter> queue, int from, List<Message> messages) {
        for (Message message : messages) {
            said(message);
            if (message.kind().equals(Opening.SHARE) || message.kind().equals(Opening.ZEROS)) {
                queue.add(new Letter(0, message));
            }
            for (int to = 1; to <= 3 && !message.kind().equals(Opening.SHARE); to++) {
                if (to != from) {
                    queue.add(new Letter(to, message));
                }
            }
        }
    }
}

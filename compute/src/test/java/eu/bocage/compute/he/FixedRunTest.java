package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * One whole run with everything fixed, 3 of 5 holders and 3 contributors, from the first commitment to the sum, with
 * the real 64 candidates. {@code three-of-five.txt} has the SHA-256 of each message with its signature, and the sum;
 * {@code three-of-five.py} beside it computes all of them again in Python, from the seeds and this class's own inputs.
 */
class FixedRunTest {

    private static final List<Integer> SET = List.of(1, 3, 5);

    private final List<Party> holders = parties("holder", 5);
    private final List<Party> contributors = parties("contributor", 3);
    private final Party requester = new Party("requester", fixed("requester"));
    private final TreeMap<String, String> found = new TreeMap<>();

    private static List<Party> parties(String name, int count) {
        List<Party> parties = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            parties.add(new Party(name + "-" + i, fixed(name + "-" + i)));
        }
        return parties;
    }

    private static byte[] fixed(String name) {
        return Expansion.sha256().digest(("three-of-five/" + name).getBytes(StandardCharsets.US_ASCII));
    }

    private void note(Message message) {
        found.put(message.kind() + " " + message.sender(), Statement.hash(message.toBytes()));
    }

    @Test
    void isTheSameToTheBit() throws IOException {
        List<HolderKey> keys = keys();
        CollectiveKey key = keys.getFirst().key();
        found.put("key", key.hash());
        Job job = new Job("job", key.hash(), "query", "latest", 8, 1000, 2, 24_400, 3, 0, 3,
            contributors.stream().map(Party::member).toList(), requester.member(), "decision", "2026-06-30T00:00:00Z",
            1);
        JobTerms terms = JobTerms.of(job, key);
        Message signed = job.sign(requester::sign);
        note(signed);
        Adding adding = Adding.start(terms, key, Party::verify, Joint.OPEN);
        long[] sum = new long[8];
        for (int i = 0; i < 3; i++) {
            Party party = contributors.get(i);
            long[] cells = cells(i);
            byte[] seed = fixed("seed-" + party.id());
            Message message = new Contribution("agreement", "debit", "version").make(terms, key, signed, party.id(),
                cells, seed, Joint.SLOTS, Joint.OPEN, party.office());
            note(message);
            long[] noise = terms.noise().draw(8, seed, terms.hash());
            found.put("noise " + party.id(), Arrays.toString(noise));
            Arrays.setAll(sum, c -> sum[c] + (cells[c] << terms.noise().scale()) + noise[c]);
            adding = adding.receive(message, Party::verify, Joint.OPEN);
        }
        Aggregate aggregate = adding.freeze();
        found.put("aggregate", aggregate.hash());
        Result result = open(keys, terms, signed, aggregate);
        assertThat(result.cells()).isEqualTo(sum);
        found.put("sum", Arrays.toString(result.cells()));
        found.put("largest noise", result.record().residual().toString());
        List<String> lines = found.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
        try (InputStream golden = FixedRunTest.class.getResourceAsStream("three-of-five.txt")) {
            assertThat(lines).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }

    /** 1 to 8, signs alternating, a hundred more for each contributor before. */
    private static long[] cells(int contributor) {
        long[] cells = new long[8];
        Arrays.setAll(cells, c -> (100L * contributor + c + 1) * (c % 2 == 0 ? 1 : -1));
        return cells;
    }

    private List<HolderKey> keys() {
        Manifest manifest = new Manifest("epoch", Parameters.of(Parameters.Declared.of(3, 5, 60, 64)),
            holders.stream().map(Party::member).toList(), "charter", "2026-12-31");
        List<KeyCeremony> states = new ArrayList<>();
        List<Message> queue = new ArrayList<>();
        for (Party holder : holders) {
            Step<KeyCeremony> step = KeyCeremony.start(manifest, holder.id(), fixed("root-" + holder.id()),
                new Joint.Memory(), holder.office());
            states.add(step.state());
            queue.addAll(step.messages());
        }
        deliver(queue, states, (state, message) -> office -> state.receive(message, office));
        return states.stream().map(state -> state.key().orElseThrow(() -> state.failure().orElseThrow())).toList();
    }

    private interface Hearing<S> {
        Function<Office, Step<S>> of(S state, Message message);
    }

    private <S> void deliver(List<Message> queue, List<S> states, Hearing<S> hearing) {
        for (int next = 0; next < queue.size(); next++) {
            Message message = queue.get(next);
            note(message);
            for (int i = 0; i < states.size(); i++) {
                if (!message.sender().equals(holders.get(i).id()) && !message.kind().equals(Opening.SHARE)) {
                    Step<S> step = hearing.of(states.get(i), message).apply(holders.get(i).office());
                    states.set(i, step.state());
                    queue.addAll(step.messages());
                }
            }
        }
    }

    private Result open(List<HolderKey> keys, JobTerms terms, Message signed, Aggregate aggregate) {
        List<Opening> states = new ArrayList<>();
        List<Message> accepts = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            Step<Opening> step = Opening.accept(keys.get(i), terms, signed, aggregate, new Joint.Memory(), Joint.OPEN,
                holders.get(i).office());
            states.add(step.state());
            accepts.addAll(step.messages());
        }
        deliver(accepts, states, (state, message) -> office -> state.receive(message, office));
        List<String> set = SET.stream().map(point -> "holder-" + point).toList();
        List<Message> queue = new ArrayList<>();
        for (int point : SET) {
            Step<Opening> step = states.get(point - 1).join(1, set, holders.get(point - 1).office());
            states.set(point - 1, step.state());
            queue.addAll(step.messages());
        }
        deliver(queue, states, (state, message) -> office -> state.receive(message, office));
        Map<String, Message> once = new TreeMap<>();
        queue.forEach(message -> once.put(message.kind() + message.sender(), message));
        assertThat(once).hasSize(queue.size());
        return (Result) Opened.combine(terms, keys.getFirst().key(), aggregate, 1, set, queue, queue, Joint.SLOTS,
            Party::verify);
    }
}

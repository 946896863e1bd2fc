package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A joint sum in one place: holders with a key dealt at once, contributors, a hub. */
final class Joint {

    static final List<RingSlots> SLOTS = List.of(new RingSlots(PlainModulus.FIRST), new RingSlots(PlainModulus.SECOND));
    static final Gate OPEN = new Facts("2026-06-01", true, true);

    final List<Party> holders = new ArrayList<>();
    final List<Party> contributors = new ArrayList<>();
    final Party requester = new Party("requester");
    final List<HolderKey> keys = new ArrayList<>();
    final List<Memory> memories = new ArrayList<>();
    final List<long[]> cells = new ArrayList<>();
    final List<byte[]> seeds = new ArrayList<>();
    final CollectiveKey key;
    final Dealings dealings;

    /** What a holder keeps, in this process. */
    static final class Memory implements HolderMemory {

        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Override
        public boolean remember(String name, String value) {
            String before = kept.putIfAbsent(name, value);
            return before == null || before.equals(value);
        }

        String kept(String name) {
            return kept.get(name);
        }
    }

    /** The dealers' secrets, which in life nobody sees together. */
    record Dealings(CommonReference common, List<Dealing> all) {
    }

    Joint(Parameters.Declared declared, int people) {
        this(Parameters.of(declared), people);
    }

    Joint(Parameters parameters, int people) {
        this(parameters, people, "epoch", IntStream.rangeClosed(1, parameters.holders())
            .mapToObj(i -> new Party("holder-" + i)).toList());
    }

    /** By holders that there are already. */
    Joint(Parameters parameters, int people, String epoch, List<Party> parties) {
        holders.addAll(parties);
        holders.forEach(holder -> memories.add(new Memory()));
        for (int i = 1; i <= people; i++) {
            contributors.add(new Party(String.format("contributor-%04d", i)));
            seeds.add(RingTest.fresh());
        }
        Manifest manifest = new Manifest(epoch, parameters, holders.stream().map(Party::member).toList(), "charter",
            "2026-12-31");
        CommonReference common = CommonReference.of(RingTest.fresh());
        List<Dealing> all = new ArrayList<>();
        Spectrum p = Spectrum.zero();
        for (int i = 0; i < holders.size(); i++) {
            Dealing dealing = new Dealing(common, parameters.threshold(), RingTest.fresh());
            all.add(dealing);
            p = p.plus(dealing.shown().p());
        }
        dealings = new Dealings(common, all);
        String hash = CollectiveKey.hash(manifest.hash(), common.seed(), p);
        List<Message> confirmations = holders.stream().map(holder -> Message.of(holder::sign, holder.id(),
            CollectiveKey.CONFIRMED, Map.of("manifest", manifest.hash(), "key", hash), new byte[0])).toList();
        key = new CollectiveKey(manifest, common.seed(), new Rlwe.PublicPart(p, common.a()), confirmations);
        for (int point = 1; point <= holders.size(); point++) {
            Spectrum share = Spectrum.zero();
            for (Dealing dealing : all) {
                share = share.plus(dealing.share(point));
            }
            keys.add(new HolderKey(key, point, share, RingTest.fresh()));
        }
    }

    Job job(int cells, long bound, int attempts) {
        return new Job("job-" + cells + "-" + bound, key.hash(), "query", "latest", cells, bound, 2, 24_400,
            contributors.size(), 0, contributors.size(), contributors.stream().map(Party::member).toList(),
            requester.member(), "decision", "2026-06-30T00:00:00Z", attempts);
    }

    JobTerms terms(Job job) {
        return JobTerms.of(job, key);
    }

    /** Random cells within the bound, the same each run. */
    void fill(JobTerms terms) {
        Random random = new Random(11);
        cells.clear();
        for (int i = 0; i < contributors.size(); i++) {
            long bound = terms.job().bound();
            cells.add(random.longs(terms.job().cells(), -bound, bound + 1).toArray());
        }
    }

    Message signed(JobTerms terms) {
        return terms.job().sign(requester::sign);
    }

    Message contribute(JobTerms terms, int i) {
        return new Contribution("agreement", "debit", "version").make(terms, key, signed(terms),
            contributors.get(i).id(), cells.get(i), seeds.get(i), SLOTS, OPEN, contributors.get(i).office());
    }

    List<Message> contributions(JobTerms terms) {
        fill(terms);
        return IntStream.range(0, contributors.size()).mapToObj(i -> contribute(terms, i)).toList();
    }

    Aggregate add(JobTerms terms, List<Message> contributions) {
        Adding adding = Adding.start(terms, key, Party::verify, OPEN);
        for (Message message : contributions) {
            adding = adding.receive(message, Party::verify, OPEN);
        }
        return adding.freeze();
    }

    /** The exact sum of cells and noise shares. */
    long[] expected(JobTerms terms) {
        long[] sum = new long[terms.job().cells()];
        for (int i = 0; i < contributors.size(); i++) {
            long[] noise = terms.noise().draw(sum.length, seeds.get(i), terms.hash());
            for (int c = 0; c < sum.length; c++) {
                sum[c] += (cells.get(i)[c] << terms.noise().scale()) + noise[c];
            }
        }
        return sum;
    }

    /** All holders accept; each hears all accepts. */
    Map<Integer, Opening> accepted(JobTerms terms, Aggregate aggregate) {
        return accepted(terms, aggregate, new ArrayList<>());
    }

    /** @param accepts where their messages go, in the order of the holders */
    Map<Integer, Opening> accepted(JobTerms terms, Aggregate aggregate, List<Message> accepts) {
        Message signed = signed(terms);
        Map<Integer, Opening> openings = new TreeMap<>();
        for (int i = 0; i < holders.size(); i++) {
            Step<Opening> step = Opening.accept(keys.get(i), terms, signed, aggregate, memories.get(i), OPEN,
                holders.get(i).office());
            openings.put(i + 1, step.state());
            accepts.addAll(step.messages());
        }
        accepts.forEach(message -> hear(openings, message));
        return openings;
    }

    private List<Message> hear(Map<Integer, Opening> openings, Message message) {
        List<Message> out = new ArrayList<>();
        openings.replaceAll((point, opening) -> {
            if (message.sender().equals("holder-" + point)) {
                return opening;
            }
            Step<Opening> step = opening.receive(message, holders.get(point - 1).office());
            out.addAll(step.messages());
            return step.state();
        });
        return out;
    }

    /** All messages of one opening, in the order they were sent. */
    List<Message> open(Map<Integer, Opening> openings, int attempt, List<Integer> set) {
        Map<Integer, Opening> members = new TreeMap<>();
        set.forEach(point -> members.put(point, openings.get(point)));
        List<Message> queue = new ArrayList<>();
        members.replaceAll((point, opening) -> {
            Step<Opening> step = opening.join(attempt, ids(set), holders.get(point - 1).office());
            queue.addAll(step.messages());
            return step.state();
        });
        for (int i = 0; i < queue.size(); i++) {
            if (!queue.get(i).kind().equals(Opening.SHARE)) {
                queue.addAll(hear(members, queue.get(i)));
            }
        }
        openings.putAll(members);
        return queue;
    }

    Result combine(JobTerms terms, Aggregate aggregate, int attempt, List<Integer> set, List<Message> messages) {
        return (Result) opened(terms, aggregate, attempt, set, messages);
    }

    Opened opened(JobTerms terms, Aggregate aggregate, int attempt, List<Integer> set, List<Message> messages) {
        return Opened.combine(terms, key, aggregate, attempt, ids(set), messages, messages, SLOTS, Party::verify);
    }

    List<String> ids(List<Integer> set) {
        return set.stream().map(point -> "holder-" + point).toList();
    }
}

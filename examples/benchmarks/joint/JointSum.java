import eu.bocage.compute.he.Adder;
import eu.bocage.compute.he.Adding;
import eu.bocage.compute.he.Aggregate;
import eu.bocage.compute.he.Ciphertext;
import eu.bocage.compute.he.CollectiveKey;
import eu.bocage.compute.he.Contribution;
import eu.bocage.compute.he.EmbeddedSeal;
import eu.bocage.compute.he.Gate;
import eu.bocage.compute.he.HolderKey;
import eu.bocage.compute.he.HolderMemory;
import eu.bocage.compute.he.Job;
import eu.bocage.compute.he.JobTerms;
import eu.bocage.compute.he.KeyCeremony;
import eu.bocage.compute.he.Manifest;
import eu.bocage.compute.he.Member;
import eu.bocage.compute.he.Message;
import eu.bocage.compute.he.Office;
import eu.bocage.compute.he.Opened;
import eu.bocage.compute.he.Opening;
import eu.bocage.compute.he.Parameters;
import eu.bocage.compute.he.PlainModulus;
import eu.bocage.compute.he.Result;
import eu.bocage.compute.he.RingCheck;
import eu.bocage.compute.he.Seal;
import eu.bocage.compute.he.Sealer;
import eu.bocage.compute.he.Statement;
import eu.bocage.compute.he.Step;
import eu.bocage.compute.he.Verifier;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/** A joint sum of the 3-of-5 kind in one process on one thread; prints the processor time of each step and party. */
final class JointSum {

    private static final int THRESHOLD = 3;
    private static final int HOLDERS = 5;
    private static final List<String> SET = List.of("holder-1", "holder-3", "holder-5");
    private static final Gate OPEN = new Gate() {

        @Override
        public boolean trusts(Manifest manifest) {
            return true;
        }

        @Override
        public boolean permits(Job job) {
            return true;
        }

        @Override
        public boolean agreed(Job job, Statement contribution) {
            return true;
        }
    };

    private final Map<String, Map<String, Long>> spent = new TreeMap<>();
    private final List<Party> holders = new ArrayList<>();
    private final RingCheck ring;
    private final Adder adds;

    public static void main(String[] args) {
        int contributors = Integer.parseInt(args[0]);
        int cells = Integer.parseInt(args[1]);
        try (Seal seal = new EmbeddedSeal(PlainModulus.FIRST); Seal second = new EmbeddedSeal(PlainModulus.SECOND);
            Seal adds = new EmbeddedSeal(PlainModulus.FIRST)) {
            JointSum sum = new JointSum(List.of(seal, second), new Adder.OfSeal(List.of(adds)));
            if (args.length > 2) {
                sum.memory(contributors, cells, seal);
                return;
            }
            warm(adds);
            for (int i = 0; i < 2; i++) {
                sum.run(sum.key(Math.max(20, contributors)), 20, Math.min(cells, 4096), seal);
                sum.spent.clear();
            }
            List<HolderKey> keys = sum.key(contributors);
            sum.print("making one key");
            sum.spent.clear();
            sum.run(keys, contributors, cells, seal);
            sum.print(contributors + " contributors, " + cells + " cells");
        }
    }

    /** SEAL's additions are compiled after some hundred calls, more than the first runs make. */
    private static void warm(Seal seal) {
        long[] words = new long[2 * 4 * 8192];
        Arrays.fill(words, 1);
        Ciphertext ones = Ciphertext.of(PlainModulus.FIRST, words);
        for (int i = 0; i < 300; i++) {
            seal.sum(List.of(ones, ones));
        }
    }

    /** @param adds the hub's, in an instance of its own */
    private JointSum(List<Seal> seals, Adder adds) {
        this.adds = adds;
        ring = timed("0 check the ring at the start", "node", () -> RingCheck.passed(seals));
        print("once for each start, nothing compiled yet");
        spent.clear();
        for (int i = 1; i <= HOLDERS; i++) {
            holders.add(new Party("holder-" + i));
        }
    }

    private <T> T timed(String step, String party, Supplier<T> work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        T result = work.get();
        spent.computeIfAbsent(step, name -> new HashMap<>()).merge(party, threads.getCurrentThreadCpuTime() - before,
            Long::sum);
        return result;
    }

    private void print(String title) {
        System.out.printf("%n%s%n%-28s %10s %14s%n", title, "CPU ms of", "all parties", "slowest party");
        Map<String, Long> parties = new HashMap<>();
        long all = 0;
        for (var step : spent.entrySet()) {
            long sum = step.getValue().values().stream().mapToLong(Long::longValue).sum();
            long most = step.getValue().values().stream().mapToLong(Long::longValue).max().orElse(0);
            step.getValue().forEach((party, time) -> parties.merge(party, time, Long::sum));
            all += sum;
            System.out.printf("%-28s %10d %14d%n", step.getKey().substring(2), sum / 1_000_000, most / 1_000_000);
        }
        var slowest = parties.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        System.out.printf("%-28s %10d %14d (%s)%n", "total", all / 1_000_000, slowest.getValue() / 1_000_000,
            slowest.getKey());
    }

    private static HolderMemory memory() {
        Map<String, String> kept = new ConcurrentHashMap<>();
        return (name, value) -> {
            String was = kept.putIfAbsent(name, value);
            return was == null || was.equals(value);
        };
    }

    private List<HolderKey> key(int contributors) {
        Manifest manifest = new Manifest("epoch-" + System.nanoTime(), Parameters.of(Parameters.Declared.of(THRESHOLD,
            HOLDERS, contributors, 512)), holders.stream().map(Party::member).toList(), "charter", "2026-12-31");
        List<KeyCeremony> states = new ArrayList<>();
        List<Message> queue = new ArrayList<>();
        for (Party holder : holders) {
            Step<KeyCeremony> step = timed("1 key", holder.id, () -> KeyCeremony.start(manifest, holder.id, random(),
                memory(), holder.office()));
            states.add(step.state());
            queue.addAll(step.messages());
        }
        for (int next = 0; next < queue.size(); next++) {
            Message message = queue.get(next);
            for (int i = 0; i < HOLDERS; i++) {
                int at = i;
                if (!message.sender().equals(holders.get(i).id)) {
                    Step<KeyCeremony> step = timed("1 key", holders.get(i).id,
                        () -> states.get(at).receive(message, holders.get(at).office()));
                    states.set(i, step.state());
                    queue.addAll(step.messages());
                }
            }
        }
        return states.stream().map(state -> state.key().orElseThrow(() -> state.failure().orElseThrow())).toList();
    }

    /** What an adding party holds after every tenfold number of contributors, all else taken off. */
    private void memory(int people, int cells, Seal seal) {
        CollectiveKey key = key(people).getFirst().key();
        List<Party> contributors = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            contributors.add(new Party("contributor-" + i));
        }
        Party requester = new Party("requester");
        Job job = new Job("job", key.hash(), "query", "latest", cells, 1_000_000, 2, 24_400, 2, 0, 2,
            contributors.stream().map(Party::member).toList(), requester.member(), "decision", "2026-06-30", 1);
        Message signed = job.sign(requester::sign);
        JobTerms terms = JobTerms.of(job, key);
        Adding adding = Adding.start(terms, key, adds, Party::verify, OPEN);
        adding.toBytes();
        long before = 0;
        System.out.printf("%n%-14s %22s %18s%n", "contributors", "heap after GC, KiB", "state, bytes");
        for (int i = 0; i < people; i++) {
            Party party = contributors.get(i);
            if (i == 1) {
                seal.round(new long[4 * 8192]);
                before = heap() - adding.toBytes().length;
            }
            Message message = new Contribution("agreement", "debit", "version").make(terms, key, signed, party.id,
                new long[cells], random(), List.of(seal), OPEN, party.office());
            adding = adding.receive(message, Party::verify, OPEN);
            if (i > 0 && Integer.toString(i + 1).matches("10*")) {
                System.out.printf("%-14d %22d %18d%n", i + 1, (heap() - before) / 1024, adding.toBytes().length);
            }
        }
    }

    private static long heap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void run(List<HolderKey> keys, int people, int cells, Seal seal) {
        CollectiveKey key = keys.getFirst().key();
        List<Party> contributors = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            contributors.add(new Party("contributor-" + i));
        }
        Party requester = new Party("requester");
        Job job = new Job("job", key.hash(), "query", "latest", cells, 1_000_000, 2, 24_400, people, 0, people,
            contributors.stream().map(Party::member).toList(), requester.member(), "decision", "2026-06-30", 1);
        JobTerms terms = JobTerms.of(job, key);
        Message signed = job.sign(requester::sign);
        Adding hub = Adding.start(terms, key, adds, Party::verify, OPEN);
        List<Adding> adding = new ArrayList<>();
        for (int i = 0; i < HOLDERS; i++) {
            adding.add(Adding.start(terms, key, new Adder.Ring(), Party::verify, OPEN));
        }
        long bytes = 0;
        for (Party party : contributors) {
            Message message = timed("2 contribute", party.id, () -> new Contribution("agreement", "debit", "version")
                .make(terms, key, signed, party.id, new long[cells], random(), List.of(seal), OPEN, party.office()));
            bytes = message.toBytes().length;
            Adding before = hub;
            hub = timed("3 hub verifies, adds", "hub", () -> before.receive(message, Party::verify, OPEN));
            for (int i = 0; i < HOLDERS; i++) {
                int at = i;
                adding.set(i, timed("4 holders verify, add", holders.get(i).id,
                    () -> adding.get(at).receive(message, Party::verify, OPEN)));
            }
        }
        Aggregate aggregate = hub.freeze();
        if (!adding.stream().allMatch(one -> one.freeze().hash().equals(aggregate.hash()))) {
            throw new IllegalStateException("SEAL and the ring do not add alike");
        }
        Map<String, Opening> openings = new TreeMap<>();
        List<Message> queue = new ArrayList<>();
        for (int i = 0; i < HOLDERS; i++) {
            int at = i;
            Party holder = holders.get(i);
            HolderMemory memory = memory();
            Step<Opening> step = timed("5 accept", holder.id, () -> Opening.accept(keys.get(at), terms, signed,
                adding.get(at).freeze(), memory, OPEN, holder.office()));
            openings.put(holder.id, step.state());
            queue.addAll(step.messages());
        }
        deliver(queue, openings, "5 accept");
        openings.keySet().retainAll(SET);
        List<Message> opened = new ArrayList<>();
        openings.replaceAll((id, state) -> {
            Step<Opening> step = timed("6 open", id, () -> state.join(1, SET, office(id)));
            opened.addAll(step.messages());
            return step.state();
        });
        deliver(opened, openings, "6 open");
        Result result = (Result) timed("7 combine, check", "requester", () -> Opened.combine(terms, key, aggregate, 1,
            SET, opened, opened, List.of(seal), Party::verify));
        System.err.println("a contribution has " + bytes + " bytes; noise 2^" + result.record().residual().bitLength());
    }

    private void deliver(List<Message> queue, Map<String, Opening> openings, String step) {
        for (int next = 0; next < queue.size(); next++) {
            Message message = queue.get(next);
            if (!message.kind().equals("share")) {
                openings.replaceAll((id, state) -> {
                    if (id.equals(message.sender())) {
                        return state;
                    }
                    Step<Opening> done = timed(step, id, () -> state.receive(message, office(id)));
                    queue.addAll(done.messages());
                    return done.state();
                });
            }
        }
    }

    private Office office(String id) {
        return holders.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow().office();
    }

    private static byte[] random() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Ed25519 and HPKE, as a node supplies them. */
    private final class Party {

        private final String id;
        private final KeyPair signing;
        private final HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256,
            HPKE.aead_AES_GCM256);
        private final AsymmetricCipherKeyPair sealing = hpke.generatePrivateKey();

        Party(String id) {
            this.id = id;
            try {
                signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Member member() {
            return new Member(id, Base64.getEncoder().encodeToString(signing.getPublic().getEncoded()),
                Base64.getEncoder().encodeToString(hpke.serializePublicKey(sealing.getPublic())));
        }

        Office office() {
            Verifier verifier = Party::verify;
            return new Office(this::sign, verifier, new Sealer() {

                @Override
                public byte[] seal(String key, byte[] aad, byte[] message) {
                    try {
                        byte[][] sealed = hpke.seal(hpke.deserializePublicKey(Base64.getDecoder().decode(key)),
                            new byte[0], aad, message, null, null, null);
                        byte[] all = Arrays.copyOf(sealed[1], sealed[1].length + sealed[0].length);
                        System.arraycopy(sealed[0], 0, all, sealed[1].length, sealed[0].length);
                        return all;
                    } catch (InvalidCipherTextException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public Optional<byte[]> open(byte[] aad, byte[] sealed) {
                    try {
                        return Optional.of(hpke.open(Arrays.copyOf(sealed, 32), sealing, new byte[0], aad,
                            Arrays.copyOfRange(sealed, 32, sealed.length), null, null, null));
                    } catch (InvalidCipherTextException e) {
                        return Optional.empty();
                    }
                }
            }, ring);
        }

        byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(signing.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        static boolean verify(String key, byte[] message, byte[] signed) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(
                    new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
                signature.update(message);
                return signature.verify(signed);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}

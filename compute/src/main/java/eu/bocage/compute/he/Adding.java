package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds contributions one by one, verifying each: the hub to announce an aggregate, every holder to recompute it. It
 * keeps the sum and, for each contributor, one hash. A stored state stands for contributions that are gone, so whoever
 * can write it decides what this node holds for the sum: keep it as safe as the holder's key. Immutable.
 */
public final class Adding {

    private final JobTerms terms;
    private final CollectiveKey key;
    private final TreeMap<String, String> announced;
    private final TreeMap<String, String> entries;
    private final List<Ciphertext> sums;
    private final Proofs proofs;
    private final Adder adder;

    private Adding(JobTerms terms, CollectiveKey key, TreeMap<String, String> announced,
            TreeMap<String, String> entries, List<Ciphertext> sums, Proofs proofs, Adder adder) {
        this.terms = terms;
        this.key = key;
        this.announced = announced;
        this.entries = entries;
        this.sums = sums;
        this.proofs = proofs;
        this.adder = adder;
    }

    /**
     * Takes whoever is on the roster: what a hub does, with SEAL to add.
     *
     * @throws Refusal unless the job is of this key, every holder confirmed it and the gate trusts its manifest
     */
    public static Adding start(JobTerms terms, CollectiveKey key, Adder adder, Verifier verifier, Gate gate) {
        return start(terms, key, verifier, gate, ShortnessProof::verify).by(adder);
    }

    static Adding start(JobTerms terms, CollectiveKey key, Verifier verifier, Gate gate) {
        return start(terms, key, new Adder.Ring(), verifier, gate);
    }

    private Adding by(Adder other) {
        return new Adding(terms, key, announced, entries, sums, proofs, other);
    }

    static Adding start(JobTerms terms, CollectiveKey key, Verifier verifier, Gate gate, Proofs proofs) {
        key.check(terms, verifier, gate);
        return new Adding(terms, key, null, new TreeMap<>(), List.of(), proofs, new Adder.Ring());
    }

    /**
     * Takes exactly the contributions that an announced aggregate lists: what every holder does, by our own ring.
     *
     * @param aggregate the hub's {@link Aggregate#statement() statement}
     * @throws Refusal as {@link #start}, and where the aggregate is of another job
     */
    public static Adding recompute(JobTerms terms, CollectiveKey key, Statement aggregate, Verifier verifier,
            Gate gate) {
        return recompute(terms, key, aggregate, verifier, gate, ShortnessProof::verify);
    }

    static Adding recompute(JobTerms terms, CollectiveKey key, Statement aggregate, Verifier verifier, Gate gate,
            Proofs proofs) {
        key.check(terms, verifier, gate);
        if (!aggregate.text("job").equals(terms.hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
        return new Adding(terms, key, new TreeMap<>(aggregate.fields()), new TreeMap<>(), List.of(), proofs,
            new Adder.Ring());
    }

    /** @throws Refusal where the contribution is not taken; this state stands */
    public Adding receive(Message message, Verifier verifier, Gate gate) {
        String sender = message.sender();
        Member member = terms.contributor(sender);
        message.check(member, verifier);
        Statement statement = message.statement();
        String hash = statement.hash();
        if (!statement.kind().equals(Contribution.KIND) || !statement.text("job").equals(terms.hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
        if (!statement.text("variance").equals(terms.noise().variance())) {
            throw new Refusal(Fault.WRONG_JOB, sender);
        }
        if (entries.containsKey(sender)) {
            throw new Refusal(Fault.DUPLICATE);
        }
        if (announced != null && !hash.equals(announced.get("in/" + sender))) {
            throw new Refusal(Fault.DIFFERENT_SUM);
        }
        if (!gate.agreed(terms.job(), statement)) {
            throw new Refusal(Fault.NOT_AGREED);
        }
        List<Ciphertext> ciphertexts = Contribution.verify(terms, key, message, proofs);
        List<Ciphertext> next = new ArrayList<>(ciphertexts);
        for (int i = 0; i < sums.size(); i++) {
            next.set(i, adder.sum(sums.get(i), ciphertexts.get(i)));
        }
        TreeMap<String, String> added = new TreeMap<>(entries);
        added.put(sender, hash);
        return new Adding(terms, key, announced, added, List.copyOf(next), proofs, adder);
    }

    /** Contributors taken so far, with the hash of what they sent. */
    public Map<String, String> entries() {
        return Map.copyOf(entries);
    }

    /** @throws Refusal where there are too few, or the sum is not the announced one */
    public Aggregate freeze() {
        if (entries.size() < terms.job().least()) {
            throw new Refusal(Fault.TOO_FEW);
        }
        Aggregate aggregate = new Aggregate(terms.hash(), entries, sums);
        if (announced != null && !announced.equals(aggregate.statement().fields())) {
            throw new Refusal(Fault.DIFFERENT_SUM);
        }
        return aggregate;
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().number(announced == null ? 0 : 1);
        if (announced != null) {
            out.bytes(new Statement("aggregate", announced).bytes());
        }
        return out.bytes(new Aggregate(terms.hash(), entries, sums).toBytes()).toBytes();
    }

    /**
     * Reads back what this node stored itself as a hub.
     *
     * @throws Refusal as {@link #start}, and where the state is not of this job and its roster
     */
    public static Adding restore(JobTerms terms, CollectiveKey key, byte[] bytes, Adder adder, Verifier verifier,
            Gate gate) {
        return restore(terms, key, bytes, verifier, gate).by(adder);
    }

    /** As a holder. */
    public static Adding restore(JobTerms terms, CollectiveKey key, byte[] bytes, Verifier verifier, Gate gate) {
        return restore(terms, key, bytes, verifier, gate, ShortnessProof::verify);
    }

    static Adding restore(JobTerms terms, CollectiveKey key, byte[] bytes, Verifier verifier, Gate gate,
            Proofs proofs) {
        ByteReader in = new ByteReader(bytes);
        int announced = in.number();
        if (announced != 0 && announced != 1) {
            throw new Refusal(Fault.MALFORMED);
        }
        Adding adding = announced == 0 ? start(terms, key, verifier, gate, proofs)
            : recompute(terms, key, Statement.parse(in.bytes()), verifier, gate, proofs);
        Aggregate stored = Aggregate.restore(in.bytes());
        in.end();
        if (!stored.job().equals(terms.hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
        stored.checkParts(terms);
        return new Adding(terms, key, adding.announced, new TreeMap<>(stored.entries()), stored.sums(), proofs,
            new Adder.Ring());
    }
}

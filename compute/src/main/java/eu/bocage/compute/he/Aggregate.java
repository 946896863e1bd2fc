package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A frozen sum: who is in it, by which contribution, and the added ciphertexts. Made by {@link Adding} only, so that
 * whoever holds one has added it up by itself.
 */
public final class Aggregate {

    private final Statement statement;
    private final SortedMap<String, String> entries;
    private final List<Ciphertext> sums;

    Aggregate(String job, SortedMap<String, String> entries, List<Ciphertext> sums) {
        this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        this.sums = List.copyOf(sums);
        this.statement = statement(job, this.entries, hash(this.sums));
    }

    static Statement statement(String job, SortedMap<String, String> entries, String sums) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("job", job);
        entries.forEach((contributor, contribution) -> fields.put("in/" + contributor, contribution));
        fields.put("sums", sums);
        return new Statement("aggregate", fields);
    }

    static String hash(List<Ciphertext> ciphertexts) {
        ByteWriter out = new ByteWriter();
        ciphertexts.forEach(one -> out.text(Statement.hash(one.toBytes())));
        return Statement.hash(out.toBytes());
    }

    /** What the hub announces and holders recompute: contributors, their contributions' hashes, the sums' hash. */
    public Statement statement() {
        return statement;
    }

    /** H(A). */
    public String hash() {
        return statement.hash();
    }

    String job() {
        return statement.text("job");
    }

    /** By contributor, the hash of its contribution's statement. */
    public SortedMap<String, String> entries() {
        return entries;
    }

    List<Ciphertext> sums() {
        return sums;
    }

    /** @throws Refusal unless it is of this job: of enough of its roster and nobody else, with all its ciphertexts */
    void check(JobTerms terms) {
        if (!job().equals(terms.hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
        if (entries.size() < terms.job().least()) {
            throw new Refusal(Fault.TOO_FEW);
        }
        checkParts(terms);
    }

    /** What is so while it is being added up as well. */
    void checkParts(JobTerms terms) {
        if (!terms.invites(entries.keySet())) {
            throw new Refusal(Fault.NOT_INVITED);
        }
        int expected = entries.isEmpty() ? 0 : terms.ciphertexts();
        boolean right = sums.size() == expected;
        for (int i = 0; right && i < expected; i++) {
            right = sums.get(i).modulus() == terms.modulus(i);
        }
        if (!right) {
            throw new Refusal(Fault.DIFFERENT_SUM);
        }
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter().text(job()).number(entries.size());
        entries.forEach((contributor, contribution) -> out.text(contributor).text(contribution));
        out.number(sums.size());
        sums.forEach(one -> out.number(one.modulus().ordinal()).raw(one.toBytes()));
        return out.toBytes();
    }

    /**
     * Reads back what this node stored itself; whoever calls it checks what came.
     *
     * @throws Refusal for a contributor named twice, a number that is no modulus, and bytes too few or too many
     */
    static Aggregate restore(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        String job = in.text();
        TreeMap<String, String> entries = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            if (entries.put(in.text(), in.text()) != null) {
                throw new Refusal(Fault.MALFORMED);
            }
        }
        List<Ciphertext> sums = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            int modulus = in.number();
            if (modulus < 0 || modulus >= PlainModulus.values().length) {
                throw new Refusal(Fault.MALFORMED);
            }
            sums.add(Contribution.parse(PlainModulus.values()[modulus], in.raw(Ciphertext.BYTES), ""));
        }
        in.end();
        return new Aggregate(job, entries, sums);
    }
}

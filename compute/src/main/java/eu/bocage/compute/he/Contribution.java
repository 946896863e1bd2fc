package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A contributor's part: bounded integer cells and its share of the noise, encrypted under the collective key, each
 * ciphertext with a proof of shortness bound to the job and the contributor. Experimental until reviewed from outside.
 *
 * @param agreement   identifier of the agreement under which it contributes
 * @param debit       hash of its own ledger entry for this job
 * @param dataVersion identifier of the data version used
 */
public record Contribution(String agreement, String debit, String dataVersion) {

    static final String KIND = "contribution";
    static final int BYTES = Ciphertext.BYTES + ShortnessProof.BYTES;

    /**
     * Encrypts cells·2^k + noise, where noise is the share that {@link JobTerms#noise()} states. Cells are never
     * clamped, neither before nor after noise: one beyond the job's bound refuses all, as does a noisy value beyond
     * bound·2^k + ⌈10.40·σ⌉. Noise alone leads a cell within the bound there with probability below 2^-64 in each 8192
     * cells; this is what the law of the noise in a contribution differs by from the exact discrete Gaussian.
     *
     * <p>Noise follows from seed and job alone, so <b>other cells under the same seed and job get the same noise</b>;
     * the randomness of encryption and proof follows from seed, job, contributor and noisy cells, so that it is never
     * used for two plaintexts. The sampler of the noise is exact and not constant in time.
     *
     * @param signedJob what the requester signed
     * @param cells exact cells, each at most the job's bound in size
     * @param seed  32 bytes from a CSPRNG, for noise and encryption; for these cells in this job only, and kept secret.
     *              The same seed and cells give the same bytes
     * @param slots batching for each plain modulus of the job
     * @param gate  this contributor's own facts
     * @throws Refusal where the job is not signed by its requester, is of another key or is not permitted, where not
     *     every holder confirmed the key or its manifest is not trusted, or where a cell is too large
     */
    public Message make(JobTerms terms, CollectiveKey key, Message signedJob, String contributor, long[] cells,
            byte[] seed, List<? extends Slots> slots, Gate gate, Office office) {
        terms.job().check(signedJob, office.verifier());
        key.check(terms, office.verifier(), gate);
        if (!gate.permits(terms.job())) {
            throw new Refusal(Fault.NOT_PERMITTED);
        }
        terms.contributor(contributor);
        long[] noisy = noisy(terms, cells, seed);
        String own = terms.hash() + "/" + contributor + "/" + Statement.hash(Rows.toBytes(noisy));
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < terms.ciphertexts(); i++) {
            PlainModulus modulus = terms.modulus(i);
            Expansion random = new Expansion(seed, "contribution/" + own + "/" + i);
            Rlwe.Witness witness = Rlwe.Witness.draw(random);
            Ciphertext ciphertext = Rlwe.encrypt(key.part(), modulus, slots(slots, modulus)
                .encode(terms.slots(noisy, i / terms.moduli().size(), modulus)), witness);
            byte[] bytes = ciphertext.toBytes();
            out.raw(bytes).raw(ShortnessProof.prove(key.part().a(), Polynomial.part(ciphertext, 1), witness,
                context(terms, contributor, i, bytes), random));
            witness.destroy();
        }
        return Message.of(office.signer(), contributor, KIND, Map.of("job", terms.hash(), "agreement", agreement,
            "debit", debit, "dataVersion", dataVersion, "variance", terms.noise().variance()), out.toBytes());
    }

    private static long[] noisy(JobTerms terms, long[] cells, byte[] seed) {
        if (cells.length != terms.job().cells()) {
            throw new IllegalArgumentException(terms.job().cells() + " cells expected");
        }
        long[] noisy = terms.noise().draw(cells.length, seed, terms.hash());
        if (add(noisy, cells, terms.noise().scale(), terms.job().bound(), terms.cellLimit().longValueExact()) < 0) {
            throw new Refusal(Fault.CELL_TOO_LARGE);
        }
        return noisy;
    }

    /**
     * Adds cells · 2^scale to their noise; negative where one is beyond its limit, of whatever index. Both limits are
     * below 2^62 ({@link JobTerms}), so a cell within them does not overflow.
     */
    private static long add(long[] noisy, long[] cells, int scale, long bound, long limit) {
        long wrong = 0;
        for (int i = 0; i < cells.length; i++) {
            noisy[i] += cells[i] << scale;
            wrong |= bound - cells[i] | bound + cells[i] | limit - noisy[i] | limit + noisy[i];
        }
        return wrong;
    }

    static Slots slots(List<? extends Slots> slots, PlainModulus modulus) {
        return slots.stream().filter(one -> one.modulus() == modulus).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no batching for " + modulus));
    }

    /** What a contribution's proof is bound to: job (and with it key and manifest), contributor, place, ciphertext. */
    static byte[] context(JobTerms terms, String contributor, int place, byte[] ciphertext) {
        return Statement.of("contribution-proof", Map.of("job", terms.hash(), "contributor", contributor, "place",
            "" + place, "ciphertext", Statement.hash(ciphertext))).bytes();
    }

    /**
     * The ciphertexts of a message whose signature has been checked.
     *
     * @throws Refusal unless each is well-formed and its proof holds
     */
    static List<Ciphertext> verify(JobTerms terms, CollectiveKey key, Message message, Proofs proofs) {
        if (message.payload().length != (long) BYTES * terms.ciphertexts()) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
        ByteReader in = new ByteReader(message.payload());
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int i = 0; i < terms.ciphertexts(); i++) {
            byte[] bytes = in.raw(Ciphertext.BYTES);
            Ciphertext ciphertext = parse(terms.modulus(i), bytes, message.sender());
            try {
                proofs.verify(key.part().a(), Polynomial.part(ciphertext, 1),
                    context(terms, message.sender(), i, bytes), in.raw(ShortnessProof.BYTES));
            } catch (Refusal refusal) {
                throw refusal.by(message.sender());
            }
            ciphertexts.add(ciphertext);
        }
        return ciphertexts;
    }

    static Ciphertext parse(PlainModulus modulus, byte[] bytes, String sender) {
        try {
            return Ciphertext.parse(modulus, bytes);
        } catch (InvalidInput malformed) {
            throw new Refusal(Fault.MALFORMED, sender);
        }
    }
}

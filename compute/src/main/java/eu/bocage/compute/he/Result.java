package eu.bocage.compute.he;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The opened sum, noise included. Experimental until reviewed from outside.
 *
 * <p>A result exists only where the phase lies within its noise bound of a plaintext, every slot that stays zero is
 * zero, and every cell is within the declared range. That finds wrong shares. It does not find a holder that shifts a
 * cell by an encoded amount; {@link #confirmedBy} does, where the liars sit in one of two disjoint sets only.
 *
 * @param aggregate    H(A)
 * @param holders      identifiers of those that opened
 * @param scale        cells are multiplied by 2^scale
 * @param cells        the sums, in order
 * @param noise        largest coefficient of what the phase is off its plaintext by
 * @param verified     whether a second, disjoint set opened the same
 */
public record Result(String aggregate, List<String> holders, int scale, long[] cells, BigInteger noise,
        boolean verified) {

    /** How a joint sum is protected, for the receipt: proofs from contributors, private re-randomisation, doubling. */
    public static final String LEVEL = "L3";

    public Result {
        holders = List.copyOf(holders);
    }

    /**
     * Puts an opening together.
     *
     * @param attempt which opening
     * @param set     identifiers of the holders
     * @param zeros   their messages with encryptions of zero
     * @param shares  their messages with decryption shares
     * @param slots   for rounding and batching, one for each modulus of the job
     * @throws Refusal where a message is not theirs or not about this opening, or the result does not pass its checks
     */
    public static Result combine(JobTerms terms, CollectiveKey key, Aggregate aggregate, int attempt, List<String> set,
            List<Message> zeros, List<Message> shares, List<? extends Slots> slots, Verifier verifier) {
        HolderSet holders = HolderSet.of(set, key.manifest());
        Masks.Place place = new Masks.Place(aggregate.hash(), attempt, holders);
        List<Message> masks = ordered(Opening.ZEROS, zeros, place, key.manifest(), verifier);
        List<Message> parts = ordered(Opening.SHARE, shares, place, key.manifest(), verifier);
        List<Ciphertext> opened = Masks.masked(terms, aggregate, masks);
        String hash = Aggregate.hash(opened);
        List<Polynomial> phases = new ArrayList<>();
        opened.forEach(one -> phases.add(Polynomial.part(one, 0)));
        for (Message part : parts) {
            if (!part.statement().text("opened").equals(hash)) {
                throw new Refusal(Fault.DIFFERENT_SUM, part.sender());
            }
            ByteReader in = new ByteReader(part.payload());
            try {
                phases.replaceAll(phase -> phase.plus(in.polynomial()));
                in.end();
            } catch (Refusal refusal) {
                throw refusal.by(part.sender());
            }
        }
        return read(terms, key, place, phases, slots);
    }

    private static List<Message> ordered(String kind, List<Message> messages, Masks.Place place, Manifest manifest,
            Verifier verifier) {
        List<Message> ordered = new ArrayList<>();
        for (int point : place.set().points()) {
            Member holder = manifest.holder(point);
            Message found = messages.stream().filter(one -> one.sender().equals(holder.id())
                && one.kind().equals(kind) && place.isOf(one.statement())).findFirst()
                .orElseThrow(() -> new Refusal(Fault.OUT_OF_TURN, holder.id()));
            found.check(holder, verifier);
            ordered.add(found);
        }
        return ordered;
    }

    private static Result read(JobTerms terms, CollectiveKey key, Masks.Place place, List<Polynomial> phases,
            List<? extends Slots> batchings) {
        long[] cells = new long[terms.job().cells()];
        BigInteger noise = BigInteger.ZERO;
        int moduli = terms.moduli().size();
        for (int block = 0; block < terms.blocks(); block++) {
            List<long[]> slots = new ArrayList<>();
            for (int m = 0; m < moduli; m++) {
                Slots batching = Contribution.slots(batchings, terms.moduli().get(m));
                Polynomial phase = phases.get(block * moduli + m);
                PlainScale scale = PlainScale.of(batching.modulus());
                long[] doubled = batching.round(phase.words());
                noise = noise.max(scale.residual(phase, doubled));
                if (noise.compareTo(key.manifest().parameters().noiseBound()) > 0) {
                    throw new Refusal(Fault.NOISE_TOO_LARGE);
                }
                slots.add(batching.decode(scale.halve(doubled)));
            }
            terms.cells(slots, block, cells);
        }
        return new Result(place.aggregate(), place.set().points().stream().map(point -> key.manifest().holder(point)
            .id()).toList(), terms.noise().scale(), cells, noise, false);
    }

    /**
     * This result, confirmed by another opening of the same aggregate.
     *
     * @throws Refusal where the sets share a holder, or the two differ: then one set lies and neither result stands
     */
    public Result confirmedBy(Result second) {
        if (!aggregate.equals(second.aggregate)) {
            throw new Refusal(Fault.OTHER_AGGREGATE);
        }
        if (holders.stream().anyMatch(second.holders::contains)) {
            throw new Refusal(Fault.WRONG_SET);
        }
        if (!Arrays.equals(cells, second.cells)) {
            throw new Refusal(Fault.DIFFERENT_OPENINGS);
        }
        return new Result(aggregate, holders, scale, cells, noise.max(second.noise), true);
    }
}

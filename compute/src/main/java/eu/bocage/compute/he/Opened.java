package eu.bocage.compute.he;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What one opening of a joint sum gives. Where the key asks for a verified opening it is {@link Unconfirmed}, which
 * shows no cell until a second, disjoint set has opened the same; elsewhere it is a {@link Result} at once.
 * Experimental until reviewed from outside.
 *
 * <p>Neither exists unless the phase lies within its noise bound of a plaintext, every slot that stays zero is zero,
 * and every cell is within the declared range. What fails there is a wrong share of a holder or a wrong contribution:
 * nothing proves the noise and the slots of a contribution, so one contributor can stop the result, and nobody is
 * named. It does not find a holder that shifts a cell by an encoded amount; a second opening does, where the liars sit
 * in one of two disjoint sets only.
 */
public sealed interface Opened permits Result, Unconfirmed {

    /** H(A). */
    String aggregate();

    /** Identifiers of those that opened. */
    List<String> holders();

    /**
     * Puts an opening together.
     *
     * @param attempt which opening
     * @param set     identifiers of the holders
     * @param zeros   their messages with encryptions of zero; forged or foreign ones among them do no harm
     * @param shares  their messages with decryption shares, likewise
     * @param slots   for rounding and batching, one for each modulus of the job
     * @throws Refusal where a message is missing or wrong, or the result does not pass its checks
     */
    static Opened combine(JobTerms terms, CollectiveKey key, Aggregate aggregate, int attempt, List<String> set,
            List<Message> zeros, List<Message> shares, List<? extends Slots> slots, Verifier verifier) {
        if (!key.hash().equals(terms.job().key())) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        aggregate.check(terms);
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
                throw new Refusal(Fault.DIFFERENT_CIPHERTEXT);
            }
            ByteReader in = new ByteReader(part.payload());
            try {
                phases.replaceAll(phase -> phase.plus(in.polynomial()));
                in.end();
            } catch (Refusal refusal) {
                throw refusal.by(part.sender());
            }
        }
        return read(terms, key.manifest(), aggregate, place.set(), phases, slots);
    }

    /** Of each holder the message of this kind and place, whatever else goes under its name. */
    private static List<Message> ordered(String kind, List<Message> messages, Masks.Place place, Manifest manifest,
            Verifier verifier) {
        List<Message> ordered = new ArrayList<>();
        for (int point : place.set().points()) {
            Member holder = manifest.holder(point);
            Message found = null;
            Refusal last = new Refusal(Fault.OUT_OF_TURN);
            for (Message one : messages) {
                if (!one.sender().equals(holder.id()) || !one.kind().equals(kind) || !place.isOf(one.statement())) {
                    continue;
                }
                try {
                    one.check(holder, verifier);
                } catch (Refusal unverified) {
                    last = unverified;
                    continue;
                }
                if (found != null && !found.statement().equals(one.statement())) {
                    throw Refusal.contradiction(found, one);
                }
                found = one;
            }
            if (found == null) {
                throw last;
            }
            ordered.add(found);
        }
        return ordered;
    }

    private static Opened read(JobTerms terms, Manifest manifest, Aggregate aggregate, HolderSet set,
            List<Polynomial> phases, List<? extends Slots> batchings) {
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
                if (noise.compareTo(manifest.parameters().noiseBound()) > 0) {
                    throw new Refusal(Fault.NOISE_TOO_LARGE);
                }
                slots.add(batching.decode(scale.halve(doubled)));
            }
            terms.cells(slots, block, cells);
        }
        List<String> holders = set.points().stream().map(point -> manifest.holder(point).id()).toList();
        Result result = new Result(cells, OpeningRecord.of(terms, aggregate, holders, cells, noise));
        return manifest.parameters().declared().verifiedOpening() ? new Unconfirmed(result) : result;
    }
}

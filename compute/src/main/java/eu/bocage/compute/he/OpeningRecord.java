package eu.bocage.compute.he;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How a joint sum was protected and how exact it is: what a receipt says of it. Not a result: whoever has a record
 * alone has nothing opened.
 *
 * @param aggregate     H(A)
 * @param sets          the sets that opened: one, or two disjoint ones that agree
 * @param result        SHA-256 of the cells as 64-bit little-endian words
 * @param openings      Q: opened ciphertexts that the job can come to, as {@link JobTerms#openings()}
 * @param hiding        λ for Q with every contributor malicious, in bits, as {@link Parameters#hiding()} explains
 * @param hidingOfHonestNoise λ for Q with honest contributors
 * @param contributions N_A: contributions in the sum, each with its noise
 * @param absent        identifiers of those invited that are not in it
 * @param honest        h: contributors whose noise alone has to suffice
 * @param colluders     contributors that may conspire without weakening the guarantee
 * @param microRho      what the sum costs, in millionths, guaranteed by h shares
 * @param scale         cells and noise are multiplied by 2^scale
 * @param variance      σ² of one share of noise after scaling, as {@code numerator/denominator}
 * @param residual      largest coefficient of what the phases are off their plaintexts by
 */
public record OpeningRecord(String aggregate, List<List<String>> sets, String result, long openings, int hiding,
        int hidingOfHonestNoise, int contributions, List<String> absent, int honest, int colluders, long microRho,
        int scale, String variance, BigInteger residual) {

    /** Proofs from contributors, private re-randomisation by holders, doubling. */
    public static final String LEVEL = "L3";

    /** What a joint sum is called until somebody outside has reviewed the protocol. */
    public static final String STATUS = "experimental";

    public OpeningRecord {
        sets = List.copyOf(sets);
        absent = List.copyOf(absent);
    }

    static OpeningRecord of(JobTerms terms, Aggregate aggregate, List<String> holders, long[] cells,
            BigInteger residual) {
        Job job = terms.job();
        TreeSet<String> absent = new TreeSet<>();
        job.contributors().forEach(one -> absent.add(one.id()));
        absent.removeAll(aggregate.entries().keySet());
        return new OpeningRecord(aggregate.hash(), List.of(holders), Statement.hash(Rows.toBytes(cells)),
            terms.openings(), terms.parameters().hiding(terms.openings()),
            terms.parameters().hidingOfHonestNoise(terms.openings()), aggregate.entries().size(),
            List.copyOf(absent), job.honest(), job.colluders(), job.microRho(), terms.noise().scale(),
            terms.noise().variance(), residual);
    }

    OpeningRecord confirmedBy(OpeningRecord second) {
        List<List<String>> both = new ArrayList<>(sets);
        both.addAll(second.sets);
        return new OpeningRecord(aggregate, both, result, openings, hiding, hidingOfHonestNoise, contributions, absent,
            honest, colluders, microRho, scale, variance, residual.max(second.residual));
    }

    /** Whether two disjoint sets opened the same; otherwise a lying holder could have shifted a cell. */
    public boolean verified() {
        return sets.size() > 1;
    }

    /** What the variance of the noise exceeds that of h shares by, as a factor: N_A / h. */
    public double excess() {
        return (double) contributions / honest;
    }

    /** Standard deviation of the noise in a cell, in units of the cells before scaling: √(N_A·σ²) / 2^scale. */
    public double deviation() {
        String[] parts = variance.split("/");
        double share = new BigInteger(parts[0]).doubleValue() / new BigInteger(parts[1]).doubleValue();
        return Math.sqrt(contributions * share) / Math.scalb(1.0, scale);
    }
}

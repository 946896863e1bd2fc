package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a collective key is made for. There are none below 128-bit security, none whose holders could accept two
 * aggregates, none whose result could be wrong by noise, and none whose decryption shares hide less than 40 bits.
 *
 * <p><b>Hiding.</b> Shares carry noise uniform on −2^b … 2^b − 1. Against any Q opened ciphertexts, each with one
 * honest holder in its set, the shares tell what the sums do not with a statistical distance of at most 2^−λ, where
 * Q · n · V · 2^λ ≤ 2^(b+1) and V bounds what the noise has to hide: {@link #hiding()} with every contributor
 * malicious (what its proof leaves open), {@link #hidingOfHonestNoise()} with all honest. Q counts one audit for each
 * holder, and each attempt as often as corrupt holders can make honest ones open it by different sets:
 * {@link JobTerms#openings()}. <b>This holds but for a chance of at most (t − 1)/64 for each ceremony begun</b>: each
 * of t − 1 corrupt holders goes unseen with an over-long secret once in 64 times (cut-and-choose), and then V is too
 * small. One that the coin would expose can end the ceremony unnamed and try in the next: {@link KeyCeremony}. Where a
 * set has several honest holders their shares rest on the hardness of ring LWE besides.
 *
 * <p><b>Correctness.</b> t·2^b + V &lt; q/(2T) for honest parties, in the worst case and not on average.
 * <b>Shares of the key can be checked:</b> 21·Σ n_h^l over l &lt; t, which right ones may be off by, is below 2^40, far
 * below every prime. Immutable.
 */
public final class Parameters {

    /** Least λ. */
    static final int LEAST_HIDING = 40;
    /** Candidates of a key dealing, of which all but one are opened. */
    static final int CANDIDATES = 64;

    private static final Map<Integer, Integer> MOST_BITS = Map.of(1024, 27, 2048, 54, 4096, 109, 8192, 218, 16_384, 438,
        32_768, 881);

    /**
     * What is declared, before it is checked.
     *
     * @param primes          coefficient primes that carry data
     * @param plainModuli     one or two of {@link PlainModulus}
     * @param smudgingBits    b
     * @param holders         n_h
     * @param threshold       t: as many shares open, fewer tell nothing
     * @param contributors    most of them in one aggregate, up to 10 000
     * @param openings        Q: ciphertexts opened, counted as {@link JobTerms#openings()} does
     * @param everyHolderMustAccept allows a quorum of all holders, where one missing stops everything
     * @param verifiedOpening two disjoint sets open and have to agree
     */
    public record Declared(int degree, List<Long> primes, List<Long> plainModuli, int smudgingBits, int holders,
            int threshold, int contributors, int openings, boolean everyHolderMustAccept, boolean verifiedOpening) {

        public Declared {
            primes = List.copyOf(primes);
            plainModuli = List.copyOf(plainModuli);
        }

        /** With the ring, one modulus and b = 127. */
        public static Declared of(int threshold, int holders, int contributors, int openings) {
            return new Declared(Bfv.DEGREE, LongStream.of(IntStream.range(0, Bfv.DATA_PRIMES).mapToLong(Bfv::prime)
                .toArray()).boxed().toList(), List.of(PlainModulus.FIRST.value()), 127, holders, threshold,
                contributors, openings, false, false);
        }

        public Declared everyHolderAccepts() {
            return new Declared(degree, primes, plainModuli, smudgingBits, holders, threshold, contributors, openings,
                true, verifiedOpening);
        }

        public Declared opensTwice() {
            return new Declared(degree, primes, plainModuli, smudgingBits, holders, threshold, contributors, openings,
                everyHolderMustAccept, true);
        }

        public Declared withPlainModuli(Long... moduli) {
            return new Declared(degree, primes, List.of(moduli), smudgingBits, holders, threshold, contributors,
                openings, everyHolderMustAccept, verifiedOpening);
        }
    }

    private final Declared declared;
    private final int candidates;

    Parameters(Declared declared, int candidates) {
        this.declared = declared;
        this.candidates = candidates;
        List<Problem> problems = new ArrayList<>();
        ParametersCheck.of(declared, MOST_BITS.getOrDefault(declared.degree(), 0), problems);
        if (problems.isEmpty() && hiding() < LEAST_HIDING) {
            problems.add(new Problem("openings", "les parts ne cachent que " + hiding() + " bits, il en faut "
                + LEAST_HIDING + " ; déclarez moins d'ouvertures ou de contributeurs", "shares hide " + hiding()
                + " bits only, " + LEAST_HIDING + " are needed; declare fewer openings or contributors"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    /** @throws InvalidInput naming each field that cannot stand */
    public static Parameters of(Declared declared) {
        return new Parameters(declared, CANDIDATES);
    }

    public Declared declared() {
        return declared;
    }

    public int holders() {
        return declared.holders;
    }

    public int threshold() {
        return declared.threshold;
    }

    int candidates() {
        return candidates;
    }

    /** The plain moduli, in order. */
    public List<PlainModulus> moduli() {
        return List.of(PlainModulus.values()).subList(0, declared.plainModuli.size());
    }

    /**
     * Accepts needed before a share leaves: more than (n_h + t − 1)/2, so that two aggregates would need t holders that
     * accept both.
     */
    public int quorum() {
        return quorum(declared);
    }

    static int quorum(Declared declared) {
        return (declared.holders + declared.threshold - 1) / 2 + 1;
    }

    /** λ for all openings declared, with every contributor, and all holders of a set but one, malicious. */
    public int hiding() {
        return hiding(declared.openings);
    }

    /** λ for so many opened ciphertexts, audits among them; as {@link #hiding()}. */
    int hiding(long openings) {
        BigInteger each = BigInteger.valueOf(Rlwe.ERROR).multiply(BigInteger.valueOf(ShortnessProof.U_BOUND))
            .add(BigInteger.valueOf(ShortnessProof.E_BOUND)).multiply(BigInteger.valueOf(declared.holders))
            .multiply(BigInteger.valueOf(Bfv.DEGREE));
        return hiding(each.multiply(ciphertexts()), openings);
    }

    /** λ for all openings declared, with honest contributors. */
    public int hidingOfHonestNoise() {
        return hidingOfHonestNoise(declared.openings);
    }

    int hidingOfHonestNoise(long openings) {
        return hiding(honestNoise(declared), openings);
    }

    /** Largest noise of an opened phase with honest parties: t·2^b + V. */
    BigInteger noiseBound() {
        return noiseBound(declared);
    }

    static BigInteger noiseBound(Declared declared) {
        return BigInteger.ONE.shiftLeft(declared.smudgingBits).multiply(BigInteger.valueOf(declared.threshold))
            .add(honestNoise(declared));
    }

    private int hiding(BigInteger noise, long openings) {
        BigInteger product = noise.max(auditNoise()).multiply(BigInteger.valueOf(openings))
            .multiply(BigInteger.valueOf(Bfv.DEGREE));
        return declared.smudgingBits + 1 - product.subtract(BigInteger.ONE).bitLength();
    }

    /** What the answer to an audit hides: n·n_h·21·Σ n_h^l. */
    private BigInteger auditNoise() {
        return shareError(declared.holders, declared.threshold).multiply(BigInteger.valueOf((long) Bfv.DEGREE
            * declared.holders));
    }

    /** 21·Σ n_h^l for l below t: the most that a right share of the key is off its commitments by, at any point. */
    static BigInteger shareError(int holders, int threshold) {
        BigInteger sum = BigInteger.ZERO;
        for (int l = 0; l < threshold; l++) {
            sum = sum.multiply(BigInteger.valueOf(holders)).add(BigInteger.valueOf(Rlwe.ERROR));
        }
        return sum;
    }

    private BigInteger ciphertexts() {
        return BigInteger.valueOf((long) declared.contributors + declared.threshold);
    }

    /** V: twice (for the doubling) the sum of N + t ciphertexts' noise n·21·n_h + 21 + 21·n·n_h + 1, and roundings. */
    private static BigInteger honestNoise(Declared declared) {
        long fresh = 2L * Bfv.DEGREE * Rlwe.ERROR * declared.holders + Rlwe.ERROR + 1;
        return BigInteger.valueOf(fresh).multiply(BigInteger.valueOf((long) declared.contributors
            + declared.threshold)).shiftLeft(1).add(BigInteger.ONE);
    }

    /** The fields that the manifest signs. */
    Map<String, String> fields() {
        return Map.of("candidates", "" + candidates, "contributors", "" + declared.contributors, "degree",
            "" + declared.degree, "everyHolderMustAccept", "" + declared.everyHolderMustAccept, "openings",
            "" + declared.openings, "plainModuli", numbers(declared.plainModuli), "primes", numbers(declared.primes),
            "smudgingBits", "" + declared.smudgingBits, "threshold", "" + declared.threshold, "verifiedOpening",
            "" + declared.verifiedOpening);
    }

    private static String numbers(List<Long> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && declared.equals(that.declared) && candidates == that.candidates;
    }

    @Override
    public int hashCode() {
        return declared.hashCode();
    }
}

package eu.bocage.compute.he;

import java.math.BigInteger;

/**
 * Between plaintexts modulo T and the ring modulo q: ⌊q·m/T⌉ upwards, as SEAL rounds it (a half goes up), and what is
 * left of a phase downwards. No branch, index or division of {@link #residue} and {@link #scale} depends on the
 * message; the others are for opened phases. Immutable.
 */
final class PlainScale {

    /** The product of the data primes. */
    static final BigInteger Q = product();

    private static final BigInteger[] BASIS = new BigInteger[Bfv.DATA_PRIMES];
    private static final PlainScale[] OF_MODULI = new PlainScale[PlainModulus.values().length];

    static {
        for (int row = 0; row < BASIS.length; row++) {
            BigInteger prime = BigInteger.valueOf(Bfv.prime(row));
            BigInteger others = Q.divide(prime);
            BASIS[row] = others.multiply(others.modInverse(prime));
        }
        for (PlainModulus modulus : PlainModulus.values()) {
            OF_MODULI[modulus.ordinal()] = new PlainScale(modulus.value());
        }
    }

    private final RingPrime plain;
    private final long[] delta = new long[Bfv.DATA_PRIMES];
    private final long rest;

    /** @param modulus T, below every data prime */
    PlainScale(long modulus) {
        this.plain = new RingPrime(modulus);
        BigInteger[] parts = Q.divideAndRemainder(BigInteger.valueOf(modulus));
        for (int row = 0; row < delta.length; row++) {
            delta[row] = parts[0].mod(BigInteger.valueOf(Bfv.prime(row))).longValueExact();
        }
        this.rest = parts[1].longValueExact();
    }

    static PlainScale of(PlainModulus modulus) {
        return OF_MODULI[modulus.ordinal()];
    }

    private static BigInteger product() {
        BigInteger product = BigInteger.ONE;
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            product = product.multiply(BigInteger.valueOf(Bfv.prime(row)));
        }
        return product;
    }

    /** A signed integer modulo T. */
    long residue(long value) {
        long sign = value >> 63;
        long size = plain.reduce((value ^ sign) - sign);
        return size ^ (size ^ plain.subtract(0, size)) & sign;
    }

    /** ⌊q·m/T⌉ for coefficients m below T. */
    Polynomial scale(long[] message) {
        long[] words = new long[Polynomial.WORDS];
        long half = plain.prime() + 1 >>> 1;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            long high = Math.unsignedMultiplyHigh(message[i], rest);
            long low = message[i] * rest;
            long carried = low + half;
            long carry = (low & ~carried) >>> 63;
            long up = plain.divide(high + carry, carried);
            for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
                RingPrime prime = RingPrime.at(row);
                words[row * Bfv.DEGREE + i] = prime.add(prime.multiply(message[i], delta[row]), prime.reduce(up));
            }
        }
        return Polynomial.owning(words);
    }

    /** m for 2·m: T is odd, so this is exact and costs no range. */
    long[] halve(long[] doubled) {
        long[] message = new long[doubled.length];
        long half = plain.prime() + 1 >>> 1;
        for (int i = 0; i < message.length; i++) {
            message[i] = plain.multiply(doubled[i], half);
        }
        return message;
    }

    /** The largest coefficient, in size, of phase − ⌊q·m/T⌉ taken between −q/2 and q/2. */
    BigInteger residual(Polynomial phase, long[] message) {
        Polynomial left = phase.minus(scale(message));
        BigInteger largest = BigInteger.ZERO;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            largest = largest.max(centred(left, i).abs());
        }
        return largest;
    }

    /** One coefficient as the integer between −q/2 and q/2. */
    static BigInteger centred(Polynomial polynomial, int place) {
        BigInteger value = BigInteger.ZERO;
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            value = value.add(BASIS[row].multiply(BigInteger.valueOf(polynomial.words()[row * Bfv.DEGREE + place])));
        }
        value = value.mod(Q);
        return value.shiftLeft(1).compareTo(Q) > 0 ? value.subtract(Q) : value;
    }
}

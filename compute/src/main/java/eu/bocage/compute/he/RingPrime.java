package eu.bocage.compute.he;

import java.math.BigInteger;

/**
 * Arithmetic modulo one prime of 20 to 60 bits that is 1 modulo 2 · {@value Bfv#DEGREE}, and the negacyclic
 * number-theoretic transform over it: coefficient order in, SEAL's order out (place k holds the value at
 * ψ^(2·rev(k)+1), where ψ is the smallest primitive 2n-th root of unity and rev reverses 13 bits).
 *
 * <p>Residues are kept below the prime. Products are reduced after Barrett, products with constants after Shoup
 * (as in Harvey: Faster arithmetic for number-theoretic transforms, 2014); quotients come from
 * {@link Math#unsignedMultiplyHigh}. <b>No branch, index or division of this class depends on a residue</b> once the
 * tables stand. That is said of this source: nothing is promised about what the just-in-time compiler, the garbage
 * collector or the processor make of it. Where none of its instructions is used for {@code unsignedMultiplyHigh} (the
 * first compiler, the interpreter), JDK 25's own code multiplies halves and masks by signs: no branch there. Immutable.
 */
final class RingPrime {

    private static final RingPrime[] OF_KEYS = new RingPrime[Bfv.KEY_PRIMES];
    private static final int LOG_DEGREE = 13;

    static {
        for (int i = 0; i < OF_KEYS.length; i++) {
            OF_KEYS[i] = new RingPrime(Bfv.prime(i));
        }
    }

    private final long prime;
    private final int shift;
    private final long ratio;
    private final long wide;
    private final long[] roots = new long[Bfv.DEGREE];
    private final long[] rootQuotients = new long[Bfv.DEGREE];
    private final long[] inverses = new long[Bfv.DEGREE];
    private final long[] inverseQuotients = new long[Bfv.DEGREE];
    private final long last;
    private final long lastQuotient;

    RingPrime(long prime) {
        this.prime = prime;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(prime);
        if (bits < 20 || bits > 60 || prime % (2 * Bfv.DEGREE) != 1) {
            throw new IllegalArgumentException("a prime of 20 to 60 bits, 1 modulo " + 2 * Bfv.DEGREE);
        }
        this.shift = bits - 3;
        this.ratio = quotient(1L << bits - 3, prime);
        this.wide = quotient(1, prime);
        long psi = smallestRoot();
        long back = power(psi, prime - 2);
        long up = 1;
        long down = 1;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            int place = Integer.reverse(i) >>> Integer.SIZE - LOG_DEGREE;
            roots[place] = up;
            rootQuotients[place] = quotient(up, prime);
            inverses[place] = down;
            inverseQuotients[place] = quotient(down, prime);
            up = multiply(up, psi);
            down = multiply(down, back);
        }
        this.last = power(Bfv.DEGREE, prime - 2);
        this.lastQuotient = quotient(last, prime);
    }

    /** The prime at a place of SEAL's list, from 0 to 4; 0 to 3 carry data. */
    static RingPrime at(int place) {
        return OF_KEYS[place];
    }

    long prime() {
        return prime;
    }

    /** ⌊factor · 2^64 / prime⌋ for a public factor. */
    private static long quotient(long factor, long prime) {
        return BigInteger.valueOf(factor).shiftLeft(Long.SIZE).divide(BigInteger.valueOf(prime))
            .longValue();
    }

    /** x mod 2 · prime to x mod prime. */
    private static long once(long x, long prime) {
        long less = x - prime;
        return less + (prime & less >> 63);
    }

    long add(long a, long b) {
        return once(a + b, prime);
    }

    long subtract(long a, long b) {
        long less = a - b;
        return less + (prime & less >> 63);
    }

    /** The product of two residues. */
    long multiply(long a, long b) {
        long high = Math.unsignedMultiplyHigh(a, b);
        long low = a * b;
        long top = high << Long.SIZE - shift | low >>> shift;
        return once(low - Math.unsignedMultiplyHigh(top, ratio) * prime, prime);
    }

    /** ⌊(high · 2^64 + low) / prime⌋ for dividends below the prime's square. */
    long divide(long high, long low) {
        long top = high << Long.SIZE - shift | low >>> shift;
        long estimate = Math.unsignedMultiplyHigh(top, ratio);
        long less = low - estimate * prime - prime;
        return estimate + 1 + (less >> 63);
    }

    /** Any 64-bit word, taken as unsigned. */
    long reduce(long word) {
        return once(word - Math.unsignedMultiplyHigh(word, wide) * prime, prime);
    }

    /** Of an integer above −prime and below prime. */
    long signed(long small) {
        return small + (prime & small >> 63);
    }

    /** For public exponents. */
    long power(long base, long exponent) {
        long product = 1;
        long square = base;
        for (long e = exponent; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                product = multiply(product, square);
            }
            square = multiply(square, square);
        }
        return product;
    }

    /** Of a public residue that is not 0. */
    long inverse(long a) {
        return power(a, prime - 2);
    }

    private long smallestRoot() {
        long root = 0;
        for (long g = 2; root == 0; g++) {
            long candidate = power(g, (prime - 1) / (2 * Bfv.DEGREE));
            root = power(candidate, Bfv.DEGREE) == prime - 1 ? candidate : 0;
        }
        long square = multiply(root, root);
        long smallest = root;
        for (int i = 1; i < Bfv.DEGREE; i++) {
            root = multiply(root, square);
            smallest = Math.min(smallest, root);
        }
        return smallest;
    }

    /** Transforms {@value Bfv#DEGREE} residues in place, from an offset. */
    void forward(long[] words, int offset) {
        long q = prime;
        long twice = 2 * q;
        int half = Bfv.DEGREE >> 1;
        for (int groups = 1; groups < Bfv.DEGREE; groups <<= 1, half >>= 1) {
            for (int g = 0; g < groups; g++) {
                long w = roots[groups + g];
                long wq = rootQuotients[groups + g];
                int start = offset + 2 * g * half;
                for (int i = start; i < start + half; i++) {
                    long u = once(words[i], twice);
                    long y = words[i + half];
                    long v = y * w - Math.unsignedMultiplyHigh(y, wq) * q;
                    words[i] = u + v;
                    words[i + half] = u - v + twice;
                }
            }
        }
        for (int i = offset; i < offset + Bfv.DEGREE; i++) {
            words[i] = once(once(words[i], twice), q);
        }
    }

    /** Undoes {@link #forward}. */
    void inverse(long[] words, int offset) {
        long q = prime;
        long twice = 2 * q;
        int half = 1;
        for (int groups = Bfv.DEGREE >> 1; groups > 0; groups >>= 1, half <<= 1) {
            for (int g = 0; g < groups; g++) {
                long w = inverses[groups + g];
                long wq = inverseQuotients[groups + g];
                int start = offset + 2 * g * half;
                for (int i = start; i < start + half; i++) {
                    long u = words[i];
                    long v = words[i + half];
                    long y = u - v + twice;
                    words[i] = once(u + v, twice);
                    words[i + half] = y * w - Math.unsignedMultiplyHigh(y, wq) * q;
                }
            }
        }
        for (int i = offset; i < offset + Bfv.DEGREE; i++) {
            long y = words[i];
            words[i] = once(y * last - Math.unsignedMultiplyHigh(y, lastQuotient) * q, q);
        }
    }
}

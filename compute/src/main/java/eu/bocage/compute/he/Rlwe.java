package eu.bocage.compute.he;

import java.util.Arrays;

/**
 * Encryption under a collective key with a known witness, directly over the four data primes: c₀ = p·u + e₀ + ⌊q·m/T⌉
 * and c₁ = a·u + e₁, with u ternary and e₀, e₁ of SEAL's error law. SEAL encrypts over five primes and divides by the
 * fifth, after which c₁ is no longer a·u + e₁ for a short u: nothing could be proved about it. The bytes are the same.
 */
final class Rlwe {

    /** Bound of the error: 21 coins against 21. */
    static final int ERROR = 21;

    private Rlwe() {
    }

    /** What made one ciphertext. Whoever knows it knows the plaintext; {@link #destroy()} it when the proof is made. */
    record Witness(int[] u, int[] e0, int[] e1) {

        static Witness draw(Expansion random) {
            return new Witness(random.ternary(), random.binomial(), random.binomial());
        }

        void destroy() {
            Arrays.fill(u, 0);
            Arrays.fill(e0, 0);
            Arrays.fill(e1, 0);
        }
    }

    /** @param message coefficients modulo the plain modulus */
    static Ciphertext encrypt(PublicPart key, PlainModulus modulus, long[] message, Witness witness) {
        Spectrum u = Polynomial.small(witness.u()).transform();
        Polynomial c0 = key.p().times(u).transform().plus(Polynomial.small(witness.e0()))
            .plus(PlainScale.of(modulus).scale(message));
        Polynomial c1 = key.a().times(u).transform().plus(Polynomial.small(witness.e1()));
        return Polynomial.ciphertext(modulus, c0, c1);
    }

    static Ciphertext sum(Ciphertext left, Ciphertext right) {
        if (left.modulus() != right.modulus()) {
            throw new IllegalArgumentException("ciphertexts of two plain moduli do not add");
        }
        return Ciphertext.owning(left.modulus(), Rows.addBoth(left.words(), right.words()));
    }

    /** The key that contributors encrypt under: (−a·s + e, a). */
    record PublicPart(Spectrum p, Spectrum a) {
    }
}

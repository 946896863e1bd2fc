package eu.bocage.compute.he;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Our ring against SEAL on one vector, for a node to run whenever it starts: batched by SEAL, encrypted by our ring
 * under a key of SEAL's, added to SEAL's own ciphertext by both, opened by SEAL and by our rounding alike.
 */
public final class RingCheck {

    private RingCheck() {
    }

    /**
     * Takes about a second where SEAL is embedded.
     *
     * @throws IllegalStateException where they differ: then no joint sum may run
     */
    public static void run(Seal seal) {
        long t = seal.modulus().value();
        long[] slots = new long[Bfv.DEGREE];
        Arrays.setAll(slots, i -> Math.floorMod(i * 2_654_435_761L * (i - 4096), t));
        long[] message = seal.encode(slots);
        try (SealKey key = seal.newKey()) {
            byte[] seed = new byte[32];
            new SecureRandom().nextBytes(seed);
            Ciphertext ours = Rlwe.encrypt(publicPart(key.publicKey()), seal.modulus(), message,
                Rlwe.Witness.draw(new Expansion(seed, "check")));
            Ciphertext theirs = key.encrypt(message);
            Ciphertext sum = Rlwe.sum(ours, theirs);
            long[] doubled = new long[Bfv.DEGREE];
            Arrays.setAll(doubled, i -> slots[i] * 2 % t);
            same("addition", sum.equals(seal.sum(List.of(ours, theirs))));
            same("encryption", Arrays.equals(message, key.decrypt(ours)));
            same("sum", Arrays.equals(doubled, seal.decode(key.decrypt(sum))));
            same("bytes", Ciphertext.parse(seal.modulus(), sum.toBytes()).equals(sum));
        }
        same("rounding", Arrays.equals(message, seal.round(PlainScale.of(seal.modulus()).scale(message).words())));
    }

    /** The first four of a SEAL key's five primes: what our ring encrypts under. */
    static Rlwe.PublicPart publicPart(PublicKey key) {
        int whole = Bfv.KEY_PRIMES * Bfv.DEGREE;
        return new Rlwe.PublicPart(Spectrum.owning(Arrays.copyOfRange(key.words(), 0, Polynomial.WORDS)),
            Spectrum.owning(Arrays.copyOfRange(key.words(), whole, whole + Polynomial.WORDS)));
    }

    private static void same(String what, boolean same) {
        if (!same) {
            throw new IllegalStateException("the ring and SEAL differ in " + what + "; joint sums are switched off");
        }
    }
}

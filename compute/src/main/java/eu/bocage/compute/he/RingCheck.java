package eu.bocage.compute.he;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That our ring and SEAL agreed at this start, for each plain modulus on one vector: batched by SEAL, encrypted by our
 * ring under a key of SEAL's, added to SEAL's own ciphertext by both, opened by both, rounded by both. There is none
 * but by {@link #passed}, and {@link Office} needs one: <b>no key is made, nothing contributed and nothing opened with
 * a ring that SEAL has not confirmed.</b>
 */
public final class RingCheck {

    /** The least noise budget of a fresh encryption by our ring: in the worst case SEAL finds 114 bits. */
    private static final int LEAST_BUDGET = 112;
    private static final BigInteger MOST_NOISE = BigInteger.ONE.shiftLeft(30);

    /** The parts of our ring that are checked; {@link #OURS}, but in the tests that plant faults. */
    interface Ring {

        Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message, Rlwe.Witness witness);

        Ciphertext sum(Ciphertext left, Ciphertext right);

        Polynomial phase(Ciphertext ciphertext, Spectrum secret);

        Polynomial scale(PlainModulus modulus, long[] message);
    }

    static final Ring OURS = new Ring() {

        @Override
        public Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message, Rlwe.Witness witness) {
            return Rlwe.encrypt(key, modulus, message, witness);
        }

        @Override
        public Ciphertext sum(Ciphertext left, Ciphertext right) {
            return Rlwe.sum(left, right);
        }

        @Override
        public Polynomial phase(Ciphertext ciphertext, Spectrum secret) {
            return Polynomial.part(ciphertext, 0).plus(Polynomial.part(ciphertext, 1).transform().times(secret)
                .transform());
        }

        @Override
        public Polynomial scale(PlainModulus modulus, long[] message) {
            return PlainScale.of(modulus).scale(message);
        }
    };

    private RingCheck() {
    }

    /**
     * Takes some four seconds of one processor where SEAL is embedded and nothing is compiled yet.
     *
     * @param seals one for each plain modulus
     * @throws IllegalStateException where they differ: then no joint sum may run
     */
    public static RingCheck passed(List<? extends Seal> seals) {
        return passed(seals, OURS);
    }

    static RingCheck passed(List<? extends Seal> seals, Ring ring) {
        Set<PlainModulus> checked = seals.stream().map(Seal::modulus).collect(Collectors.toSet());
        if (!checked.containsAll(List.of(PlainModulus.values()))) {
            throw new IllegalArgumentException("one SEAL is needed for each plain modulus");
        }
        seals.forEach(seal -> run(seal, ring));
        return new RingCheck();
    }

    private static void run(Seal seal, Ring ring) {
        long t = seal.modulus().value();
        long[] slots = new long[Bfv.DEGREE];
        Arrays.setAll(slots, i -> Math.floorMod(i * 2_654_435_761L * (i - 4096), t));
        long[] message = seal.encode(slots);
        try (SealKey key = seal.newKey()) {
            byte[] seed = new byte[32];
            new SecureRandom().nextBytes(seed);
            Ciphertext ours = ring.encrypt(publicPart(key.publicKey()), seal.modulus(), message,
                Rlwe.Witness.draw(new Expansion(seed, "check")));
            Ciphertext theirs = key.encrypt(message).ciphertext();
            Ciphertext sum = ring.sum(ours, theirs);
            long[] doubled = new long[Bfv.DEGREE];
            Arrays.setAll(doubled, i -> slots[i] * 2 % t);
            same("addition", sum.equals(seal.sum(List.of(ours, theirs))));
            same("encryption", Arrays.equals(message, key.decrypt(OwnCiphertext.made(ours))));
            same("noise", key.noiseBudget(OwnCiphertext.made(ours)) >= LEAST_BUDGET);
            same("sum", Arrays.equals(doubled, seal.decode(key.decrypt(OwnCiphertext.made(sum)))));
            same("bytes", Ciphertext.parse(seal.modulus(), sum.toBytes()).equals(sum));
            same("opening", opens(ring, theirs, key.secretKey(), message));
        }
        same("rounding", Arrays.equals(message, seal.round(ring.scale(seal.modulus(), message).words().clone())));
    }

    /** Whether our ring opens what SEAL encrypted; the key is a throwaway of this check. */
    private static boolean opens(Ring ring, Ciphertext theirs, SecretKey key, long[] message) {
        Spectrum secret = Spectrum.owning(Arrays.copyOf(key.words(), Polynomial.WORDS));
        try {
            return PlainScale.of(theirs.modulus()).residual(ring.phase(theirs, secret), message)
                .compareTo(MOST_NOISE) <= 0;
        } finally {
            secret.destroy();
            key.destroy();
        }
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

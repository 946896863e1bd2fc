package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Proof that the maker of c₁ knows short (u, e₁) with 2·c₁ = a·ū + ē: a Σ-protocol with monomial challenges
 * (Benhamouda, Camenisch, Krenn, Lyubashevsky, Neven 2014), made non-interactive after Fiat and Shamir, with aborts
 * (Lyubashevsky 2009, 2012). {@value #ROUNDS} rounds in parallel: masks y, w = a·y_u + y_e, challenge X^c with c below
 * 2n, answer z = y + X^c·(u, e₁). 14 bits each give 140 bits against guessing.
 *
 * <p><b>Masks are uniform</b> on −2^17 … 2^17 − 1 for u and −2^22 … 2^22 − 1 for e₁, straight from bits: no table, no
 * float, and no distance to bound. As |X^c·u| ≤ 1 and |X^c·e₁| ≤ 21 always, an answer kept only inside the range
 * that every witness reaches is exactly uniform there whatever the witness: given the challenge, answers tell
 * nothing. One attempt in about 2.8 is kept.
 *
 * <p><b>What it shows.</b> From two answers to one w: ū = 2/(X^i − X^j)·(z_u − z_u′), whose first factor has
 * coefficients in {−1, 0, 1}. With ‖z_u‖² ≤ 0.35·n·2^34 and ‖z_e‖² ≤ 0.35·n·2^44, no coefficient of ū is larger than
 * {@link #U_BOUND} and none of ē than {@link #E_BOUND}. Nothing is shown about c₀, which never meets the key.
 *
 * <p>The decision to keep an attempt depends on secrets by design and is not hidden from who can time it.
 */
final class ShortnessProof {

    static final int ROUNDS = 10;
    static final int U_BITS = 17;
    static final int E_BITS = 22;

    /** √n · 2 · √(0.35·n) · 2^17, rounded up. */
    static final long U_BOUND = bound(U_BITS);
    /** √n · 2 · √(0.35·n) · 2^22, rounded up. */
    static final long E_BOUND = bound(E_BITS);

    private static final int DIGEST = 32;
    private static final int U_BYTES = Bfv.DEGREE * (U_BITS + 1) / 8;
    private static final int E_BYTES = Bfv.DEGREE * (E_BITS + 1) / 8;

    /** Its length in bytes. */
    static final int BYTES = DIGEST + ROUNDS * (U_BYTES + E_BYTES);

    private ShortnessProof() {
    }

    private static long bound(int bits) {
        return (long) Math.ceil(2 * Bfv.DEGREE * Math.sqrt(0.35) * (1L << bits));
    }

    /**
     * @param context everything the proof is bound to besides a and c₁; hashed first
     * @param random  fresh; a stream used for two proofs would give the witness away
     */
    static byte[] prove(Spectrum a, Polynomial c1, Rlwe.Witness witness, byte[] context, Expansion random) {
        int[][] masks = new int[ROUNDS][];
        int[][] errors = new int[ROUNDS][];
        while (true) {
            MessageDigest digest = start(a, c1, context);
            for (int r = 0; r < ROUNDS; r++) {
                masks[r] = random.mask(U_BITS);
                errors[r] = random.mask(E_BITS);
                Polynomial w = a.times(Polynomial.small(masks[r]).transform()).transform()
                    .plus(Polynomial.small(errors[r]));
                digest.update(w.toBytes());
            }
            byte[] seal = digest.digest();
            int[] challenges = challenges(seal);
            boolean keep = true;
            for (int r = 0; r < ROUNDS; r++) {
                keep &= answer(masks[r], witness.u(), challenges[r], U_BITS, 1);
                keep &= answer(errors[r], witness.e1(), challenges[r], E_BITS, Rlwe.ERROR);
            }
            if (keep) {
                ByteBuffer out = ByteBuffer.allocate(BYTES).put(seal);
                for (int r = 0; r < ROUNDS; r++) {
                    Bits.write(out, masks[r], U_BITS + 1);
                    Bits.write(out, errors[r], E_BITS + 1);
                }
                return out.array();
            }
            for (int r = 0; r < ROUNDS; r++) {
                Arrays.fill(masks[r], 0);
                Arrays.fill(errors[r], 0);
            }
        }
    }

    /** @throws Refusal where it does not hold */
    static void verify(Spectrum a, Polynomial c1, byte[] context, byte[] proof) {
        if (proof.length != BYTES) {
            throw new Refusal(Fault.BAD_PROOF);
        }
        ByteBuffer in = ByteBuffer.wrap(proof);
        byte[] seal = new byte[DIGEST];
        in.get(seal);
        int[] challenges = challenges(seal);
        MessageDigest digest = start(a, c1, context);
        for (int r = 0; r < ROUNDS; r++) {
            int[] u = Bits.read(in, U_BITS + 1);
            int[] e = Bits.read(in, E_BITS + 1);
            if (!inRange(u, U_BITS, 1) || !inRange(e, E_BITS, Rlwe.ERROR)) {
                throw new Refusal(Fault.BAD_PROOF);
            }
            Polynomial w = a.times(Polynomial.small(u).transform()).transform().plus(Polynomial.small(e))
                .minus(c1.rotate(challenges[r]));
            digest.update(w.toBytes());
        }
        if (!MessageDigest.isEqual(digest.digest(), seal)) {
            throw new Refusal(Fault.BAD_PROOF);
        }
    }

    static MessageDigest start(Spectrum a, Polynomial c1, byte[] context) {
        MessageDigest digest = Expansion.sha256();
        digest.update("BMHE1/proof".getBytes(StandardCharsets.US_ASCII));
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(context.length).array());
        digest.update(context);
        digest.update(a.toBytes());
        digest.update(c1.toBytes());
        return digest;
    }

    /** 14 bits for each round, from the digest's first 20 bytes. */
    static int[] challenges(byte[] seal) {
        int[] challenges = new int[ROUNDS];
        for (int r = 0; r < ROUNDS; r++) {
            challenges[r] = ByteBuffer.wrap(seal).getShort(2 * r) & 2 * Bfv.DEGREE - 1;
        }
        return challenges;
    }

    /** Adds X^challenge · secret to the mask; whether it stayed where every secret could have led. */
    private static boolean answer(int[] mask, int[] secret, int challenge, int bits, int most) {
        int by = challenge % Bfv.DEGREE;
        int sign = challenge < Bfv.DEGREE ? 1 : -1;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            int to = i + by;
            if (to < Bfv.DEGREE) {
                mask[to] += sign * secret[i];
            } else {
                mask[to - Bfv.DEGREE] -= sign * secret[i];
            }
        }
        return inRange(mask, bits, most);
    }

    private static boolean inRange(int[] answer, int bits, int most) {
        int wrong = 0;
        long square = 0;
        for (int z : answer) {
            wrong |= z + (1 << bits) - most | (1 << bits) - 1 - most - z;
            square += (long) z * z;
        }
        return wrong >= 0 && square <= longest(bits);
    }

    /** 0.35·n·2^(2·bits). */
    private static long longest(int bits) {
        return (35L * Bfv.DEGREE << 2 * bits) / 100;
    }
}

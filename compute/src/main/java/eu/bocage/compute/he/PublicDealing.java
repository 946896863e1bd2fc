package eu.bocage.compute.he;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What everyone sees of one holder's dealing: its share p = −a·s + e of the collective key and commitments to the
 * polynomial f(X) = s + F₁·X + … that shares s, on two bases: b_l = a·F_l + η_l for l ≥ 1 and b′_l = a2·F_l + η′_l for
 * l ≥ 0, with F_0 = s. There is no b_0: −p takes its place, because a second sample of a·s would give e + η away.
 *
 * <p>One base does not bind: x + a⁻¹·η passes it. On two, a wrong share passes with a chance of about 2^-151 for each
 * coefficient.
 */
record PublicDealing(Spectrum p, List<Spectrum> first, List<Spectrum> second) {

    PublicDealing {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    static int bytes(int threshold) {
        return 2 * threshold * Polynomial.BYTES;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter().raw(p.toBytes());
        first.forEach(one -> out.raw(one.toBytes()));
        second.forEach(one -> out.raw(one.toBytes()));
        return out.toBytes();
    }

    /** Into a hash, without a copy of the whole: the same as of {@link #toBytes()}. */
    void update(MessageDigest digest) {
        digest.update(p.toBytes());
        first.forEach(one -> digest.update(one.toBytes()));
        second.forEach(one -> digest.update(one.toBytes()));
    }

    String hash() {
        MessageDigest digest = Expansion.sha256();
        update(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    static PublicDealing read(ByteReader in, int threshold) {
        Spectrum p = in.spectrum();
        List<Spectrum> first = new ArrayList<>();
        for (int l = 1; l < threshold; l++) {
            first.add(in.spectrum());
        }
        List<Spectrum> second = new ArrayList<>();
        for (int l = 0; l < threshold; l++) {
            second.add(in.spectrum());
        }
        return new PublicDealing(p, first, second);
    }

    /** What a·f(point) has to be, but for short errors. */
    Spectrum onFirst(int point) {
        Spectrum sum = Spectrum.zero();
        for (int l = first.size(); l > 0; l--) {
            sum = sum.plus(first.get(l - 1)).times(constant(point));
        }
        return sum.minus(p);
    }

    /** What a2·f(point) has to be, but for short errors. */
    Spectrum onSecond(int point) {
        Spectrum sum = Spectrum.zero();
        for (int l = second.size() - 1; l >= 0; l--) {
            sum = sum.times(constant(point)).plus(second.get(l));
        }
        return sum;
    }

    /** Whether a share is f(point): both ‖a·x − Σ point^l·b_l‖ and ‖a2·x − Σ point^l·b′_l‖ ≤ 21·Σ point^l. */
    boolean accepts(CommonReference common, Spectrum share, int point) {
        long bound = errorBound(point, second.size());
        return common.a().times(share).minus(onFirst(point)).transform().isShort(bound)
            & common.a2().times(share).minus(onSecond(point)).transform().isShort(bound);
    }

    /** 21·Σ point^l for l below the threshold. */
    static long errorBound(int point, int threshold) {
        long sum = 0;
        for (int l = 0; l < threshold; l++) {
            sum = Math.addExact(Math.multiplyExact(sum, point), Rlwe.ERROR);
        }
        return sum;
    }

    static long[] constant(int small) {
        return new long[] {small, small, small, small};
    }
}

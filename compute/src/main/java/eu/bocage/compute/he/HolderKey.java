package eu.bocage.compute.he;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;

/**
 * One holder's share of a collective key and its secret for smudging. It gives nothing but decryption shares, and
 * those only to {@link Opening}, which has seen an accepted aggregate. Serves one job; then {@link #destroy()} it.
 * Copies that the garbage collector made earlier, and backups of the bytes, are beyond its reach. Not thread-safe.
 */
public final class HolderKey {

    private final CollectiveKey key;
    private final int point;
    private final Spectrum share;
    private final byte[] secret;
    private boolean destroyed;

    HolderKey(CollectiveKey key, int point, Spectrum share, byte[] secret) {
        this.key = key;
        this.point = point;
        this.share = share;
        this.secret = secret;
    }

    public CollectiveKey key() {
        return key;
    }

    /** Its holder's identifier. */
    public String holder() {
        return key.manifest().holder(point).id();
    }

    int point() {
        return point;
    }

    /** d = λ·X·c₁ + e for one set of points, with the smudging of this context. */
    Polynomial open(Polynomial c1, Set<Integer> set, String context) {
        if (!set.contains(point)) {
            throw new Refusal(Fault.WRONG_SET);
        }
        Spectrum weighted = alive().share.times(lagrange(point, set)).times(c1.transform());
        return weighted.transform().plus(smudge(context));
    }

    /** X·(a·u) + e, without weight: what the closing test asks for. */
    Polynomial audit(Polynomial asked) {
        return alive().share.times(asked.transform()).transform()
            .plus(smudge("audit/" + Statement.hash(asked.toBytes())));
    }

    /** 32 bytes that only this holder can know, the same each time for a context. */
    byte[] derive(String context) {
        return Smudging.seed(alive().secret, "derive/" + context);
    }

    private Polynomial smudge(String context) {
        return Smudging.draw(Smudging.seed(secret, context), key.manifest().parameters().declared().smudgingBits());
    }

    private HolderKey alive() {
        if (destroyed) {
            throw new Refusal(Fault.KEY_DESTROYED);
        }
        return this;
    }

    /** λ = Π j/(j − i) over the others j of the set, modulo each prime. */
    static long[] lagrange(int point, Set<Integer> set) {
        long[] weight = new long[Bfv.DATA_PRIMES];
        for (int row = 0; row < weight.length; row++) {
            RingPrime prime = RingPrime.at(row);
            long up = 1;
            long down = 1;
            for (int other : set) {
                if (other != point) {
                    up = prime.multiply(up, other);
                    down = prime.multiply(down, prime.signed(other - point));
                }
            }
            weight[row] = prime.multiply(up, prime.inverse(down));
        }
        return weight;
    }

    /** Secret. */
    public byte[] toBytes() {
        return new ByteWriter().bytes(key.toBytes()).number(alive().point).raw(secret).raw(share.toBytes()).toBytes();
    }

    /**
     * @param bytes secret and authentic: nothing in them shows that the share is the one this holder was dealt
     * @throws Refusal for anything that {@link #toBytes()} does not write
     */
    public static HolderKey parse(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        CollectiveKey key = CollectiveKey.parse(in.bytes());
        int point = in.number();
        byte[] secret = in.raw(32);
        Spectrum share = in.spectrum();
        in.end();
        if (point < 1 || point > key.manifest().holders().size()) {
            throw new Refusal(Fault.MALFORMED);
        }
        return new HolderKey(key, point, share, secret);
    }

    /** Overwrites share and secret with zeros. */
    public void destroy() {
        destroyed = true;
        share.destroy();
        Arrays.fill(secret, (byte) 0);
    }

    boolean same(HolderKey other) {
        return point == other.point && share.equals(other.share) && MessageDigest.isEqual(secret, other.secret);
    }
}

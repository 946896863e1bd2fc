package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;

/**
 * A holder's keys that were made ahead and have served no job yet, oldest first. A job names its key by hash; the key
 * is then taken out for good, and {@link HolderKey#destroy() destroyed} when the job is over. <b>Its bytes are
 * secret</b>: whoever keeps old copies of them keeps the keys. Immutable.
 *
 * @param keys none twice
 */
public record KeyStock(List<HolderKey> keys) {

    public KeyStock {
        keys = List.copyOf(keys);
        if (keys.stream().map(one -> one.key().hash()).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("a stock has each key once");
        }
    }

    /** With one more, the newest. */
    public KeyStock with(HolderKey key) {
        List<HolderKey> more = new ArrayList<>(keys);
        more.add(key);
        return new KeyStock(more);
    }

    /** The hash of the key to use next; all holders name the same where they made the same keys in the same order. */
    public String next() {
        if (keys.isEmpty()) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        return keys.getFirst().key().hash();
    }

    /** @throws Refusal where there is none of this hash: never made, or taken before */
    public HolderKey key(String hash) {
        return keys.stream().filter(one -> one.key().hash().equals(hash)).findFirst()
            .orElseThrow(() -> new Refusal(Fault.KEY_USED));
    }

    /** Without that key, which the caller has taken. */
    public KeyStock without(String hash) {
        return new KeyStock(keys.stream().filter(one -> !one.key().hash().equals(hash)).toList());
    }

    /** Secret. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().number(keys.size());
        keys.forEach(one -> out.bytes(one.toBytes()));
        return out.toBytes();
    }

    /**
     * @param bytes secret and authentic: whoever can change them chooses the shares this holder opens with
     * @throws Refusal for anything that {@link #toBytes()} does not write
     */
    public static KeyStock parse(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        List<HolderKey> keys = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            keys.add(HolderKey.parse(in.bytes()));
        }
        in.end();
        if (keys.stream().map(one -> one.key().hash()).distinct().count() != keys.size()) {
            throw new Refusal(Fault.MALFORMED);
        }
        return new KeyStock(keys);
    }
}

package eu.bocage.compute;

import java.security.SecureRandom;

/**
 * Names of units that may be two spellings of one unit: they differ only by upper or lower case, by leading zeros, or
 * by spaces, punctuation and symbols. For the owner's report alone. Each name is looked at once, through a hash of 64
 * bits with a random seed: among ten million names two that differ pass for alike with a probability below 10^-5.
 */
final class NearNames {

    /** Looked up one after the other, so that the processor may wait for several places of memory at once. */
    private static final int BATCH = 256;
    /** What a character below 128 counts as; 0 where it does not count. */
    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) folded(c);
        }
    }

    private NearNames() {
    }

    /**
     * How many names are like one that came before. It takes as much memory as the slots of the dictionary, and none
     * where each name is what it counts as, such as a number without leading zeros: then no two are alike.
     */
    static int number(Dictionary names) {
        if (plain(names)) {
            return 0;
        }
        long[] seen = new long[2 * Integer.highestOneBit(Math.max(1, 2 * names.size() - 1))];
        long seed = new SecureRandom().nextLong();
        long[] hashes = new long[BATCH];
        int number = 0;
        for (int from = 0; from < names.size(); from += BATCH) {
            int to = Math.min(names.size() - from, BATCH);
            for (int i = 0; i < to; i++) {
                hashes[i] = hash(names, from + i, seed);
            }
            for (int i = 0; i < to; i++) {
                int at = (int) (hashes[i] >>> 32) & seen.length - 1;
                while (seen[at] != 0 && seen[at] != hashes[i]) {
                    at = at + 1 & seen.length - 1;
                }
                number += seen[at] == hashes[i] ? 1 : 0;
                seen[at] = hashes[i];
            }
        }
        return number;
    }

    private static boolean plain(Dictionary names) {
        byte[] bytes = names.pool();
        for (int number = 0; number < names.size(); number++) {
            int start = names.start(number);
            int end = start + names.length(number);
            for (int i = start; i < end; i++) {
                if (bytes[i] < 0 || ASCII[bytes[i]] != bytes[i] || i == start && bytes[i] == '0') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Never zero. A name without any letter or digit is like itself only. */
    private static long hash(Dictionary names, int number, long seed) {
        byte[] bytes = names.pool();
        int start = names.start(number);
        int end = start + names.length(number);
        long hash = seed;
        boolean begun = false;
        boolean zero = false;
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return hash(names.text(number), seed);
            }
            int as = ASCII[bytes[i]];
            if (as == '0' && !begun) {
                zero = true;
            } else if (as != 0) {
                begun = true;
                hash = mixed(hash, as);
            }
        }
        for (int i = start; i < end && !begun && !zero; i++) {
            hash = mixed(hash, bytes[i]);
        }
        return ended(hash, begun, zero);
    }

    /** The same for a name with other characters than those below 128. */
    private static long hash(String name, long seed) {
        long hash = seed;
        boolean begun = false;
        boolean zero = false;
        for (int c : name.codePoints().toArray()) {
            int as = folded(c);
            if (as == '0' && !begun) {
                zero = true;
            } else if (as != 0) {
                begun = true;
                hash = mixed(hash, as);
            }
        }
        for (int i = 0; i < name.length() && !begun && !zero; i++) {
            hash = mixed(hash, name.charAt(i));
        }
        return ended(hash, begun, zero);
    }

    private static long ended(long hash, boolean begun, boolean zero) {
        long ended = mixed(hash, begun ? 1 : zero ? 2 : 3);
        return ended == 0 ? 1 : ended;
    }

    private static int folded(int c) {
        boolean kept = Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
        return kept ? Character.toLowerCase(Character.toUpperCase(c)) : 0;
    }

    private static long mixed(long hash, int c) {
        long mixed = (hash ^ c) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}

package eu.bocage.compute;

import java.security.SecureRandom;

/**
 * Names of units that may be two spellings of one unit: they differ only by upper or lower case, by leading zeros, or
 * by spaces, punctuation and symbols. For the owner's report alone. Each name is looked at once, through a hash of 64
 * bits with a random seed: among ten million names two that differ pass for alike with a probability below 10^-5.
 */
final class NearNames {

    private NearNames() {
    }

    /** How many names are like one that came before. It takes as much memory as the slots of the dictionary. */
    static int number(Dictionary names) {
        long[] seen = new long[2 * Integer.highestOneBit(Math.max(1, 2 * names.size() - 1))];
        long seed = new SecureRandom().nextLong();
        int number = 0;
        for (int i = 0; i < names.size(); i++) {
            long hash = hash(names.text(i), seed);
            int at = (int) (hash >>> 32) & seen.length - 1;
            while (seen[at] != 0 && seen[at] != hash) {
                at = at + 1 & seen.length - 1;
            }
            number += seen[at] == hash ? 1 : 0;
            seen[at] = hash;
        }
        return number;
    }

    /** Never zero. A name without any letter or digit is like itself only. */
    private static long hash(String name, long seed) {
        long hash = seed;
        boolean begun = false;
        boolean zero = false;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c == '0' && !begun) {
                zero = true;
            } else if (kept(c)) {
                begun = true;
                hash = mixed(hash, Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        for (int i = 0; i < name.length() && !begun && !zero; i++) {
            hash = mixed(hash, name.charAt(i));
        }
        hash = mixed(hash, begun ? 1 : zero ? 2 : 3);
        return hash == 0 ? 1 : hash;
    }

    private static boolean kept(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static long mixed(long hash, int c) {
        long mixed = (hash ^ c) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}

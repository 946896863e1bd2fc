package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The one form of SEAL's binary format that Bocage writes and takes: version 4.1, uncompressed, nothing seeded, of the
 * length that follows from the parameters. Everything but the residues is fixed, so reading compares a head of a few
 * dozen bytes with what it must be and then checks each residue against its prime. No number in the bytes decides how
 * much is read or kept: that closes the class of faults that later SEAL versions mended in their own reader (forged
 * sizes, seeds, compressed bombs).
 *
 * <p>The layout, little-endian ({@code serialization.h}, {@code ciphertext.cpp}, {@code plaintext.cpp} and {@code
 * dynarray.h} of SEAL 4.1): header of 16 bytes (magic 0xA15E, header size 16, major, minor, compression, reserved 16
 * bits, total size 64 bits), then for a ciphertext or public key parms_id 32 bytes, NTT form 1 byte, size, degree,
 * primes, scale (double), correction factor; for a plaintext parms_id, coefficients, scale; then a header for the
 * array, its length in words, and the words.
 */
enum Wire {

    CIPHERTEXT("ciphertext", "le chiffré", 2, Bfv.DATA_PRIMES, false),
    PUBLIC_KEY("public key", "la clé publique", 2, Bfv.KEY_PRIMES, true),
    SECRET_KEY("secret key", "la clé secrète", 1, Bfv.KEY_PRIMES, true);

    private static final short MAGIC = (short) 0xA15E;
    private static final int HEADER = 16;
    private static final int ID = 32;
    private static final byte MAJOR = 4;
    private static final byte MINOR = 1;

    private final String english;
    private final String french;
    private final int polynomials;
    private final int primes;
    private final boolean ntt;

    Wire(String english, String french, int polynomials, int primes, boolean ntt) {
        this.english = english;
        this.french = french;
        this.polynomials = polynomials;
        this.primes = primes;
        this.ntt = ntt;
    }

    int words() {
        return polynomials * primes * Bfv.DEGREE;
    }

    int bytes() {
        return inner() + HEADER + Long.BYTES + words() * Long.BYTES;
    }

    /** Where the array's own header begins. */
    private int inner() {
        return HEADER + ID + (polynomials == 1 ? 2 * Long.BYTES : 1 + 5 * Long.BYTES);
    }

    byte[] write(long[] words, byte[] parmsId) {
        if (words.length != words()) {
            throw new IllegalArgumentException(words() + " words expected, not " + words.length);
        }
        ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        head(out, parmsId);
        out.asLongBuffer().put(words);
        return out.array();
    }

    /** @throws InvalidInput for anything that {@link #write} would not have written */
    long[] read(byte[] bytes, byte[] parmsId) {
        if (bytes.length != bytes()) {
            throw refused("length", "compte " + bytes.length + " octets au lieu de " + bytes(),
                "has " + bytes.length + " bytes instead of " + bytes());
        }
        ByteBuffer head = ByteBuffer.allocate(inner() + HEADER + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head(head, parmsId);
        int differs = Arrays.mismatch(head.array(), 0, head.capacity(), bytes, 0, head.capacity());
        if (differs >= 0) {
            throw refused("head", "s'écarte à l'octet " + differs + " de la forme attendue (SEAL 4.1, non comprimée, "
                + "mêmes paramètres)", "departs at byte " + differs + " from the form expected (SEAL 4.1, "
                + "uncompressed, same parameters)");
        }
        long[] words = new long[words()];
        ByteBuffer.wrap(bytes, head.capacity(), bytes.length - head.capacity()).order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer().get(words);
        if (!Bfv.areResidues(words, primes)) {
            throw refused("coefficients", "contient un coefficient qui n'est pas inférieur à son nombre premier",
                "has a coefficient that is not below its prime");
        }
        return words;
    }

    /**
     * Sets the version of both headers to 4.1, in bytes of this length that a SEAL of ours has just written: a newer
     * one names itself there, which an older one refuses, though the format is the same.
     */
    byte[] stamp(byte[] own) {
        if (own.length != bytes()) {
            throw new IllegalStateException("SEAL wrote " + own.length + " bytes for the " + english);
        }
        for (int header : new int[] {0, inner()}) {
            own[header + 3] = MAJOR;
            own[header + 4] = MINOR;
        }
        return own;
    }

    private void head(ByteBuffer out, byte[] parmsId) {
        header(out, bytes());
        out.put(parmsId);
        if (polynomials == 1) {
            out.putLong((long) primes * Bfv.DEGREE).putDouble(1);
        } else {
            out.put((byte) (ntt ? 1 : 0)).putLong(polynomials).putLong(Bfv.DEGREE).putLong(primes).putDouble(1)
                .putLong(1);
        }
        header(out, HEADER + Long.BYTES + words() * Long.BYTES);
        out.putLong(words());
    }

    static void header(ByteBuffer out, long size) {
        out.putShort(MAGIC).put((byte) HEADER).put(MAJOR).put(MINOR).put((byte) 0).putShort((short) 0).putLong(size);
    }

    private InvalidInput refused(String field, String frenchWhat, String englishWhat) {
        return new InvalidInput(List.of(new Problem(name().toLowerCase(Locale.ROOT) + "." + field,
            french + " " + frenchWhat + " ; il faut l'écrire de nouveau avec la même version de Bocage.",
            "the " + english + " " + englishWhat + "; write it again with the same version of Bocage.")));
    }
}

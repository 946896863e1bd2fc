package eu.bocage.compute.he;

import java.util.HexFormat;

/**
 * The primes modulo which cells are added: the two largest 40-bit primes that are 1 modulo 2 · {@value Bfv#DEGREE}, as
 * batching wants. Both lie below every coefficient prime. A value too large for {@link #FIRST} is held modulo both, as
 * two ciphertexts of one key, and put together by the Chinese remainder theorem.
 *
 * <p>SEAL names a set of parameters by its {@code parms_id}: BLAKE2b-256 over the 64-bit little-endian words scheme
 * (1), degree, coefficient primes and plain modulus.
 */
public enum PlainModulus {

    FIRST(1_099_511_480_321L, "c32b5a8522962d63cf630c5a6ac816992370bc8ffba67e720f9caca8760d6b98",
        "27a397cebf10b828112b2cf3a16d62de5af872d0c09f3ff0871ce22791f3522b"),
    SECOND(1_099_510_890_497L, "45ba7c12dd9a3dea5e6c73ea34f1ff59201a34e35dc23074baebe01827a6f26f",
        "9809533be810eaf6c6b5ee6fdc90d54e204b6dac041ea6ad5608ac1c890c5965");

    private final long value;
    private final String parmsId;
    private final String keyParmsId;

    PlainModulus(long value, String parmsId, String keyParmsId) {
        this.value = value;
        this.parmsId = parmsId;
        this.keyParmsId = keyParmsId;
    }

    /** The prime itself; odd, so that 2 can be halved away. */
    public long value() {
        return value;
    }

    /** The 32 bytes that name the parameters of ciphertexts: the {@value Bfv#DATA_PRIMES} data primes. */
    public byte[] parmsId() {
        return HexFormat.of().parseHex(parmsId);
    }

    /** The 32 bytes that name the parameters of SEAL's keys: all {@value Bfv#KEY_PRIMES} primes. */
    public byte[] keyParmsId() {
        return HexFormat.of().parseHex(keyParmsId);
    }
}

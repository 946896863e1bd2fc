package eu.bocage.compute.he;

/**
 * What a joint sum needs of SEAL for one plain modulus, and the only thing: batching, and the last rounding. It sees
 * neither keys nor ciphertexts of others. {@link Seal} is it; tests hold a second implementation beside it.
 */
public interface Slots {

    PlainModulus modulus();

    /** As {@link Seal#encode}. */
    long[] encode(long[] slots);

    /** As {@link Seal#decode}. */
    long[] decode(long[] polynomial);

    /** ⌊T·phase/q⌉ for each coefficient, modulo T. */
    long[] round(long[] phase);
}

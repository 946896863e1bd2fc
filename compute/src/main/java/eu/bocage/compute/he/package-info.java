/**
 * Homomorphic encryption by which partners sum figures that none would show: Microsoft SEAL, and a ring of our own
 * beside it. Scheme BFV, whose results are exact integers, with SEAL's parameters for degree 8192 ({@link Bfv}).
 *
 * <p><b>Why both are there.</b> SEAL has one secret key in one pair of hands; a joint round has none. What such a round
 * needs and SEAL has no interface for is ours; everything else is SEAL's, and SEAL judges what is ours.
 *
 * <table>
 * <caption>Who does what</caption>
 * <tr><th>Microsoft SEAL ({@link Seal}, {@link SealKey})</th><th>our ring</th></tr>
 * <tr><td>the parameters and the check of their security</td><td>strict parsing of every foreign byte</td></tr>
 * <tr><td>batching: encode and decode</td><td>encryption with a known witness, and the proof of it</td></tr>
 * <tr><td>the hub's additions</td><td>the collective key and its shares</td></tr>
 * <tr><td>rounding of the opened phase</td><td>decryption shares, smudging, verification</td></tr>
 * <tr><td>encryption without proof (tests only)</td><td>transforms and residues that these need</td></tr>
 * <tr><td>the oracle for our bytes and arithmetic</td><td></td></tr>
 * </table>
 *
 * <p><b>Two bindings, one contract.</b> {@link EmbeddedSeal} is always there: SEAL's WebAssembly build as bytecode of
 * the JVM, in a sandbox. {@link NativeSeal} calls SEAL's own C library at native speed where an operator has one. The
 * same tests run on both, and each reads what the other wrote.
 *
 * <p><b>What reaches SEAL.</b> Only bytes that we wrote from residues that we checked ({@code Wire}). SEAL reads no
 * foreign byte; no evaluation key is read at all. An instance that holds a secret meets nothing but its owner's own
 * objects and opened phases. Any exception ends the instance it comes from.
 */
package eu.bocage.compute.he;

/**
 * Homomorphic encryption: Microsoft SEAL, a ring of our own beside it, and the protocol by which partners sum what none
 * would show, with no party able to open anything alone. Joint sums are <b>experimental</b> until somebody outside has
 * reviewed them; {@code compute/docs/multiparty.md} is the note to review.
 *
 * <p><b>Why both.</b> SEAL gives parameters and their security check, batching, the hub's additions, the final rounding
 * of an opened sum (by a decryptor under a throwaway key), and the oracle that our bytes are tested against. Our ring
 * does what SEAL has no interface for: encryption with a known witness, proofs of shortness, the collective key and its
 * shares, verification, and strict parsing of what others send; and holders add again by it what the hub added by SEAL.
 * {@link eu.bocage.compute.he.RingCheck} puts both beside one another at every start; nobody makes a key, contributes
 * or opens without it.
 *
 * <p><b>The course of a joint sum:</b> {@link eu.bocage.compute.he.KeyCeremony} makes a key,
 * {@link eu.bocage.compute.he.Contribution} encrypts cells and noise, {@link eu.bocage.compute.he.Adding} verifies and
 * adds, {@link eu.bocage.compute.he.Opening} accepts and opens, {@link eu.bocage.compute.he.Opened} puts the shares
 * together and checks them. States are plain values: a message in, a new state and messages out; no clock, no sockets.
 */
package eu.bocage.compute.he;

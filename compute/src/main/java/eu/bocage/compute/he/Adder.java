package eu.bocage.compute.he;

import java.util.List;

/**
 * Who adds ciphertexts. The hub lets SEAL do it, holders recompute by our ring: two implementations that have to give
 * the same bytes, or the aggregate is refused.
 */
public sealed interface Adder permits Adder.Ring, Adder.OfSeal {

    /** The sum of two of one plain modulus. */
    Ciphertext sum(Ciphertext left, Ciphertext right);

    /** By our own ring. */
    record Ring() implements Adder {

        @Override
        public Ciphertext sum(Ciphertext left, Ciphertext right) {
            return Rlwe.sum(left, right);
        }
    }

    /**
     * By SEAL, in instances that hold no secret: what others sent has been parsed, and is written again for them.
     *
     * <p><b>Instances of its own.</b> {@link Seal#encode} and {@link Seal#sum} of one {@link Seal} share an engine. A
     * node that is hub and contributor at once makes other instances for adding than those it encodes its own cells
     * with, so that no memory which has seen cells in the clear also works on what others sent.
     *
     * @param seals one for each plain modulus, which serve nothing else
     */
    record OfSeal(List<Seal> seals) implements Adder {

        public OfSeal {
            seals = List.copyOf(seals);
        }

        @Override
        public Ciphertext sum(Ciphertext left, Ciphertext right) {
            return seals.stream().filter(one -> one.modulus() == left.modulus()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no SEAL for " + left.modulus()))
                .sum(List.of(left, right));
        }
    }
}

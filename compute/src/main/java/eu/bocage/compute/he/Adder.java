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
     * @param seals one for each plain modulus
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

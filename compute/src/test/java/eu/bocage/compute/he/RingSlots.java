package eu.bocage.compute.he;

import java.math.BigInteger;

/** Batching and rounding by our own transform and big integers: the second implementation beside SEAL. */
final class RingSlots implements Slots {

    private final PlainModulus modulus;
    private final RingPrime prime;
    private final int[] places = new int[Bfv.DEGREE];

    RingSlots(PlainModulus modulus) {
        this(modulus, modulus.value());
    }

    /** For a modulus that is none of ours. */
    RingSlots(long modulus) {
        this(null, modulus);
    }

    private RingSlots(PlainModulus modulus, long value) {
        this.modulus = modulus;
        this.prime = new RingPrime(value);
        int power = 1;
        for (int i = 0; i < Bfv.DEGREE / 2; i++) {
            places[i] = Integer.reverse(power - 1 >> 1) >>> 19;
            places[i + Bfv.DEGREE / 2] = Integer.reverse(2 * Bfv.DEGREE - power - 1 >> 1) >>> 19;
            power = power * 3 & 2 * Bfv.DEGREE - 1;
        }
    }

    @Override
    public PlainModulus modulus() {
        return modulus;
    }

    @Override
    public long[] encode(long[] slots) {
        long[] polynomial = new long[Bfv.DEGREE];
        for (int i = 0; i < slots.length; i++) {
            polynomial[places[i]] = slots[i];
        }
        prime.inverse(polynomial, 0);
        return polynomial;
    }

    @Override
    public long[] decode(long[] polynomial) {
        long[] values = polynomial.clone();
        prime.forward(values, 0);
        long[] slots = new long[Bfv.DEGREE];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = values[places[i]];
        }
        return slots;
    }

    @Override
    public long[] round(long[] phase) {
        Polynomial polynomial = Polynomial.owning(phase);
        BigInteger t = BigInteger.valueOf(prime.prime());
        long[] rounded = new long[Bfv.DEGREE];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = PlainScale.centred(polynomial, i).mod(PlainScale.Q).multiply(t).shiftLeft(1).add(PlainScale.Q)
                .divide(PlainScale.Q.shiftLeft(1)).mod(t).longValueExact();
        }
        return rounded;
    }
}

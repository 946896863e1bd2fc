package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Protocols that leave something out, built from the same parts, to show that each attack succeeds against them. */
final class Weak {

    private Weak() {
    }

    /** What no set below the threshold may learn. */
    static Spectrum secret(Joint joint) {
        Spectrum sum = Spectrum.zero();
        for (Dealing dealing : joint.dealings.all()) {
            sum = sum.plus(dealing.share(0));
        }
        return sum;
    }

    static Spectrum share(Joint joint, int point) {
        Spectrum sum = Spectrum.zero();
        for (Dealing dealing : joint.dealings.all()) {
            sum = sum.plus(dealing.share(point));
        }
        return sum;
    }

    /** λ·X·c₁ and nothing on it. */
    static Polynomial bare(Joint joint, int point, List<Integer> set, Polynomial c1) {
        return share(joint, point).times(HolderKey.lagrange(point, new TreeSet<>(set))).times(c1.transform())
            .transform();
    }

    /** c₀ + Σ shares, each with noise of few bits. */
    static Polynomial phase(Joint joint, List<Integer> set, Ciphertext ciphertext, int bits) {
        Polynomial phase = Polynomial.part(ciphertext, 0);
        Polynomial c1 = Polynomial.part(ciphertext, 1);
        for (int point : set) {
            phase = phase.plus(bare(joint, point, set, c1))
                .plus(Polynomial.small(new Expansion(RingTest.fresh(), "weak").mask(bits)));
        }
        return phase;
    }

    /** The phase that a real opening shows to whoever sees its messages. */
    static Polynomial phase(JobTerms terms, Aggregate aggregate, List<Message> messages) {
        List<Message> zeros = messages.stream().filter(one -> one.kind().equals(Opening.ZEROS)).toList();
        Polynomial phase = Polynomial.part(Masks.masked(terms, aggregate, zeros).getFirst(), 0);
        for (Polynomial share : shares(messages)) {
            phase = phase.plus(share);
        }
        return phase;
    }

    static List<Polynomial> shares(List<Message> messages) {
        List<Polynomial> shares = new ArrayList<>();
        for (Message message : messages) {
            if (message.kind().equals(Opening.SHARE)) {
                shares.add(new ByteReader(message.payload()).polynomial());
            }
        }
        return shares;
    }

    /** A contribution of one ciphertext with whatever proof. */
    static Message contribution(Joint joint, JobTerms terms, int contributor, Ciphertext ciphertext, byte[] proof) {
        Party party = joint.contributors.get(contributor);
        return Message.of(party::sign, party.id(), Contribution.KIND, Map.of("job", terms.hash(), "agreement", "a",
            "debit", "d", "dataVersion", "v", "variance", terms.noise().variance()),
            new ByteWriter().raw(ciphertext.toBytes()).raw(proof).toBytes());
    }

    /** A contribution of zero by somebody who keeps what made it, with a right proof. */
    static Message contribution(Joint joint, JobTerms terms, int contributor, Rlwe.Witness witness) {
        return contribution(joint, terms, contributor, witness, Polynomial.zero());
    }

    /** With anything added to c₀, of which nothing is proven. */
    static Message contribution(Joint joint, JobTerms terms, int contributor, Rlwe.Witness witness, Polynomial added) {
        Ciphertext right = Rlwe.encrypt(joint.key.part(), PlainModulus.FIRST, new long[Bfv.DEGREE], witness);
        Ciphertext zero = Polynomial.ciphertext(PlainModulus.FIRST, Polynomial.part(right, 0).plus(added),
            Polynomial.part(right, 1));
        return contribution(joint, terms, contributor, zero, ShortnessProof.prove(joint.key.part().a(),
            Polynomial.part(zero, 1), witness, Contribution.context(terms, joint.contributors.get(contributor).id(), 0,
                zero.toBytes()), new Expansion(RingTest.fresh(), "test")));
    }

    static Ciphertext ciphertext(Message contribution) {
        return Ciphertext.parse(PlainModulus.FIRST, new ByteReader(contribution.payload()).raw(Ciphertext.BYTES));
    }

    static byte[] proof(Message contribution) {
        ByteReader in = new ByteReader(contribution.payload());
        in.raw(Ciphertext.BYTES);
        return in.raw(ShortnessProof.BYTES);
    }

    /** ⌊q/T⌉ · factor, as a constant polynomial. */
    static Polynomial delta(long factor) {
        long[] message = new long[Bfv.DEGREE];
        message[0] = factor;
        return PlainScale.of(PlainModulus.FIRST).scale(message);
    }

    /** Coefficients of a short polynomial. */
    static int[] small(Spectrum spectrum) {
        Polynomial polynomial = spectrum.transform();
        int[] small = new int[Bfv.DEGREE];
        for (int i = 0; i < small.length; i++) {
            small[i] = PlainScale.centred(polynomial, i).intValueExact();
        }
        return small;
    }

    static int equal(int[] left, int[] right) {
        int equal = 0;
        for (int i = 0; i < left.length; i++) {
            equal += left[i] == right[i] ? 1 : 0;
        }
        return equal;
    }

    /** Modulo T to the integer nearest 0. */
    static int[] centred(long[] message) {
        int[] centred = new int[message.length];
        long t = PlainModulus.FIRST.value();
        for (int i = 0; i < message.length; i++) {
            centred[i] = (int) (message[i] > t / 2 ? message[i] - t : message[i]);
        }
        return centred;
    }
}

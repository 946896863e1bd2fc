package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The private encryptions of zero that each opening holder adds, with their proofs, and what is opened: twice the sum
 * of aggregate and all of them. One honest holder in the set makes c₁ of it fresh, independent of every other opening
 * and of contributors that know all their randomness. Doubling makes the relaxed proofs exact.
 */
final class Masks {

    private Masks() {
    }

    /** @param seed known to this holder alone, for this aggregate, attempt and set */
    static byte[] make(JobTerms terms, CollectiveKey key, Place place, String holder, byte[] seed) {
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < terms.ciphertexts(); i++) {
            Expansion random = new Expansion(seed, "zero/" + i);
            Rlwe.Witness witness = Rlwe.Witness.draw(random);
            Ciphertext zero = Rlwe.encrypt(key.part(), terms.modulus(i), new long[Bfv.DEGREE], witness);
            byte[] bytes = zero.toBytes();
            out.raw(bytes).raw(ShortnessProof.prove(key.part().a(), Polynomial.part(zero, 1), witness,
                context(place, holder, i, bytes), random));
            witness.destroy();
        }
        return out.toBytes();
    }

    static byte[] context(Place place, String holder, int number, byte[] ciphertext) {
        return Statement.of("zero-proof", Map.of("aggregate", place.aggregate(), "attempt", "" + place.attempt(), "set",
            place.set().text(), "holder", holder, "place", "" + number, "ciphertext", Statement.hash(ciphertext)))
            .bytes();
    }

    /** @throws Refusal unless each is a well-formed ciphertext whose proof holds */
    static void verify(JobTerms terms, CollectiveKey key, Place place, Message message) {
        List<Ciphertext> zeros = read(terms, message);
        ByteReader in = new ByteReader(message.payload());
        for (int i = 0; i < terms.ciphertexts(); i++) {
            byte[] bytes = in.raw(Ciphertext.BYTES);
            try {
                ShortnessProof.verify(key.part().a(), Polynomial.part(zeros.get(i), 1),
                    context(place, message.sender(), i, bytes), in.raw(ShortnessProof.BYTES));
            } catch (Refusal refusal) {
                throw refusal.by(message.sender());
            }
        }
    }

    private static List<Ciphertext> read(JobTerms terms, Message message) {
        if (message.payload().length != (long) Contribution.BYTES * terms.ciphertexts()) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
        ByteReader in = new ByteReader(message.payload());
        List<Ciphertext> zeros = new ArrayList<>();
        for (int i = 0; i < terms.ciphertexts(); i++) {
            zeros.add(Contribution.parse(terms.modulus(i), in.raw(Ciphertext.BYTES), message.sender()));
            in.raw(ShortnessProof.BYTES);
        }
        return zeros;
    }

    /** c* = 2·(Σ contributions + Σ zeros). */
    static List<Ciphertext> masked(JobTerms terms, Aggregate aggregate, List<Message> zeros) {
        List<Ciphertext> sums = new ArrayList<>(aggregate.sums());
        for (Message message : zeros) {
            List<Ciphertext> added = read(terms, message);
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, Rlwe.sum(sums.get(i), added.get(i)));
            }
        }
        sums.replaceAll(sum -> Rlwe.sum(sum, sum));
        return List.copyOf(sums);
    }

    /** What an opening is about. */
    record Place(String aggregate, int attempt, HolderSet set) {

        Map<String, String> fields() {
            return Map.of("aggregate", aggregate, "attempt", "" + attempt, "set", set.text());
        }

        boolean isOf(Statement statement) {
            return fields().entrySet().stream()
                .allMatch(field -> field.getValue().equals(statement.fields().get(field.getKey())));
        }
    }
}

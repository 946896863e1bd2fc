package eu.bocage.compute;

import java.util.Set;

/** One question to one dataset, in canonical form: two spellings of one question are equal. */
public final class Question {

    private Question() {
    }

    /**
     * Reads and checks a question.
     *
     * @param json            as the asker wrote it, see the JSON Schema beside this class
     * @param card            of the dataset that it names
     * @param defaultMicroRho what it costs when it names no cost
     * @throws InvalidInput naming each wrong field and what there is instead; more than a million cells is refused
     */
    public static Question read(String json, Card card, long defaultMicroRho) {
        throw new UnsupportedOperationException();
    }

    /** The dataset that a question names, before it is read. @throws InvalidInput when there is none */
    public static String dataset(String json) {
        throw new UnsupportedOperationException();
    }

    /** Canonical JSON (RFC 8785): sets sorted, defaults filled, codes normalised. */
    public String json() {
        throw new UnsupportedOperationException();
    }

    public String hash() {
        throw new UnsupportedOperationException();
    }

    public String purpose() {
        throw new UnsupportedOperationException();
    }

    /** {@code address}, {@code iris}, {@code commune}, {@code epci}, {@code departement}, {@code region},
     *  {@code territory}; may be finer than the card has, for the policy to refuse. */
    public String zoning() {
        throw new UnsupportedOperationException();
    }

    public Set<String> measures() {
        throw new UnsupportedOperationException();
    }

    /** Group keys and filters. */
    public Set<String> keys() {
        throw new UnsupportedOperationException();
    }

    /** Cost in millionths of rho. */
    public long microRho() {
        throw new UnsupportedOperationException();
    }
}

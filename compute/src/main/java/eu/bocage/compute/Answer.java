package eu.bocage.compute;

/** The differentially private answer to a question. */
public final class Answer {

    private Answer() {
    }

    /**
     * Computes; every random choice derives from the seed, so the same arguments give the same bytes.
     *
     * @param minimumGroup cells whose noisy count of units is lower are hidden, 0 for none
     * @param seed         32 fresh random bytes, used for one question on one version only
     */
    public static Answer to(Question question, Card card, Table table, DataVersion version, int minimumGroup,
                            byte[] seed) {
        throw new UnsupportedOperationException();
    }

    /** Canonical JSON (RFC 8785). */
    public String json() {
        throw new UnsupportedOperationException();
    }
}

package eu.bocage.policies;

/**
 * What is applied to the noisy answer after the debit, and never refunded.
 *
 * @param minimumGroup     least noisy count of units behind a shown cell, 0 for none
 * @param dominancePercent the most that one unit may make up of a shown cell, in percent from 1 to 100; 0 for no rule
 */
public record OutputRules(int minimumGroup, int dominancePercent) {

    /** Nothing is hidden. */
    public static final OutputRules NONE = new OutputRules(0, 0);

    public OutputRules {
        if (minimumGroup < 0 || dominancePercent < 0 || dominancePercent > 100) {
            throw new IllegalArgumentException("no output rules: " + minimumGroup + ", " + dominancePercent + " %");
        }
    }

    /** What hides all that either hides. */
    public OutputRules and(OutputRules other) {
        int dominance = dominancePercent == 0 ? other.dominancePercent
            : other.dominancePercent == 0 ? dominancePercent : Math.min(dominancePercent, other.dominancePercent);
        return new OutputRules(Math.max(minimumGroup, other.minimumGroup), dominance);
    }
}

package eu.bocage.policies;

/** What is applied to the noisy answer after the debit. @param minimumGroup least noisy count of units, 0 for none */
public record OutputRules(int minimumGroup) {
}

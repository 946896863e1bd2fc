package eu.bocage.connector.agreement;

import eu.bocage.policies.Policy;

/**
 * What a provider offers to one project.
 *
 * @param id      of the policy, stable for a dataset and a project
 * @param dataset asset id
 * @param title   of the dataset, in the catalogue
 * @param card    the public card, canonical JSON, in the catalogue
 * @param policy  decides who sees it and under which terms
 */
public record Offer(String id, String dataset, String title, String card, Policy policy) {
}

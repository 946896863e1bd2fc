package eu.bocage.connector.agreement;

import eu.bocage.connector.member.Did;
import eu.bocage.policies.Policy;
import java.time.Instant;

/**
 * A contract agreement as both sides hold it.
 *
 * @param id       as it travels in the Dataspace Protocol
 * @param dataset  asset id
 * @param policy   what was agreed
 * @param signedAt when it was made
 */
public record Agreement(String id, String dataset, Did provider, Did consumer, Policy policy, Instant signedAt) {
}

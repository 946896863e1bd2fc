package eu.bocage.policies;

/** The moments at which a policy is decided. */
public enum Scope {
    CATALOGUE, NEGOTIATION, TRANSFER, QUERY
}

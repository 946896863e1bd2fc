package eu.bocage.policies;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The moments at which a policy is decided, in the order in which they come. What is judged at one moment is judged
 * again at every later one, so at {@link #QUERY} and {@link #KEY_SHARE} the whole policy is.
 */
public enum Scope {
    /** A dataset is shown, or not. */
    CATALOGUE,
    /** An offer becomes an agreement, or not. */
    NEGOTIATION,
    /** Access under an agreement is opened. */
    TRANSFER,
    /** Access that is open goes on, or is taken back. */
    MONITOR,
    /** One question is asked. */
    QUERY,
    /** A holder of a share of the key helps to open one joint result. */
    KEY_SHARE;

    /** Whether a question stands to be judged at this moment. */
    public boolean asks() {
        return compareTo(QUERY) >= 0;
    }

    /** This moment and every later one. */
    Set<Scope> onward() {
        return Collections.unmodifiableSet(EnumSet.range(this, KEY_SHARE));
    }
}

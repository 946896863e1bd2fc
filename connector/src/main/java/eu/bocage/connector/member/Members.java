package eu.bocage.connector.member;

import java.util.List;

/**
 * The only source of facts about other members: the current register, as the trust anchor signed it. Closed when the
 * register is missing, expired or contradicted: then nobody is a member. Safe for use by many threads.
 */
public interface Members {

    /** Looks a member up; asks the trust anchor again, at most once a second, before it says that one is unknown. */
    Standing standing(Did did);

    /** All members of the current register, active and suspended, in the order of their DIDs; empty when closed. */
    List<Member> all();
}

package eu.bocage.compute.he;

/**
 * What a holder, or the hub, decides by its own facts before it takes part: under the charter and with the register at
 * hand, never by a counterpart's word.
 */
public interface Gate {

    /** Whether the charter permits this job: decision, requester, validity, and the roster as frozen. */
    boolean permits(Job job);

    /** Whether this contributor's agreement stands and its signed debit covers the job. */
    boolean agreed(Job job, Statement contribution);
}

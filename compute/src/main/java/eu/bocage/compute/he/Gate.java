package eu.bocage.compute.he;

/**
 * What a holder, a contributor or the hub decides by its own facts before it takes part: under the charter and with the
 * register at hand, never by a counterpart's word.
 */
public interface Gate {

    /**
     * Whether a key of this manifest may be used now: its holders are those that the charter names, with the keys that
     * the register has for them; the charter is in force; {@code validTo} is not past; the parameters are those that
     * the charter asks for, a verified opening among them. Asked when a contribution is made, when adding starts or is
     * read back, when a holder accepts, and before all that it says about opening.
     */
    boolean trusts(Manifest manifest);

    /**
     * Whether the charter permits this job now: decision, requester, validity, and the roster as frozen. Asked when
     * a contribution is made, when a holder accepts, and before all that it says about opening.
     */
    boolean permits(Job job);

    /** Whether this contributor's agreement stands and its signed debit covers the job. */
    boolean agreed(Job job, Statement contribution);
}

package eu.bocage.compute.he;

/**
 * What a holder never forgets, whatever crashes or is restored: what it said in each round of a ceremony, which job a
 * key serves, which aggregate a job has, which set opens an attempt and a ciphertext. The node keeps it in its
 * database, in the open after a restored backup too.
 */
public interface HolderMemory {

    /**
     * Keeps a value under a name unless the name has one; durable before it returns, and atomic among threads and
     * processes.
     *
     * @return whether the name now has this value
     */
    boolean remember(String name, String value);
}

package eu.bocage.compute;

/**
 * What rows that are being read may take, so that no source can fill the memory of the node, whatever it sends.
 *
 * @param bytes of memory, as {@link ColumnsBuilder#bytes} reckons them
 * @param names bytes of all the units' names in UTF-8 with the dictionary's heads, at most {@value #MOST_NAMES}
 */
record Room(long bytes, int names) {

    static final int MOST_NAMES = Dictionary.MAX_POOL;

    Room {
        if (names > MOST_NAMES) {
            throw new IllegalArgumentException("at most " + MOST_NAMES + " bytes of names");
        }
    }

    /**
     * Four fifths of the memory that this process may have, less what is in use now: the last fifth is left to
     * everything else. Whoever reads two sources at a time gives both the same room, so a process reads one. Garbage is
     * collected before, for it would count as in use.
     */
    static Room ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return of(runtime.maxMemory(), runtime.totalMemory() - runtime.freeMemory());
    }

    /** @param most memory of a process; @param used of it, both in bytes */
    static Room of(long most, long used) {
        return new Room(Math.max(0, most / 5 * 4 - used), MOST_NAMES);
    }
}

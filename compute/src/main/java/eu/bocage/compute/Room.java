package eu.bocage.compute;

/**
 * What rows that are being read may take, so that no source can fill the memory of the node, whatever it sends.
 *
 * @param bytes      of memory, as {@link ColumnsBuilder#bytes} reckons them
 * @param characters of all the units' names together, at most {@value #MOST_CHARACTERS}: their UTF-8 is within 2^31
 */
record Room(long bytes, int characters) {

    static final int MOST_CHARACTERS = 1 << 29;

    Room {
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException("at most " + MOST_CHARACTERS + " characters");
        }
    }

    /** Three quarters of the memory that this process may have. */
    static Room ofThisProcess() {
        return new Room(Runtime.getRuntime().maxMemory() / 4 * 3, MOST_CHARACTERS);
    }
}

/** A provider and a consumer in this process, which speak DSP over HTTP on loopback. */
interface Pair extends AutoCloseable {

    /** How many flows can run side by side, each on a dataset of its own. */
    int LANES = 8;

    /**
     * Asks for the catalogue, negotiates the lane's dataset, starts a transfer and waits until the consumer holds its
     * token.
     *
     * @throws Exception when any of it did not come about
     */
    void flow(int lane) throws Exception;

    @Override
    void close() throws Exception;
}

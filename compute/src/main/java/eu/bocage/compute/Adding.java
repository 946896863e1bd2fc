package eu.bocage.compute;

/**
 * The one place where noise meets exact figures. Every mechanism of every answer goes through it, {@link #REAL} in
 * answers; an audit puts in its place what records the figures of neighbouring tables, or what is broken on purpose.
 */
interface Adding {

    /** What answers use. */
    Adding REAL = DiscreteGaussian::added;

    /** @param exact bounded figures; @return as many, each with a draw of its own */
    long[] added(DiscreteGaussian noise, long[] exact, RandomStream random);
}

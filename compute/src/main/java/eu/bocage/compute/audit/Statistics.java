package eu.bocage.compute.audit;

/** Counts statistical tests, so that an audit can say how often it gives a false alarm. Not thread-safe. */
final class Statistics {

    private int number;

    /** Before so many bounds of {@link Bounds} are looked at. */
    void tests(int more) {
        number += more;
        if (number > Bounds.MOST) {
            throw new IllegalStateException("too many tests for the false-alarm rate that is promised");
        }
    }

    /** An upper bound on the probability that something sound fails. */
    double falseAlarm() {
        return number * Bounds.ALARM;
    }
}

package eu.bocage.policies;

import java.time.LocalDate;

/**
 * One decision's scope and facts.
 *
 * @param today the day (UTC), counted from 1970-01-01
 */
record Moment(Scope scope, Facts facts, long today) {

    private static final long DAY = 24 * 60 * 60;

    Moment(Scope scope, Facts facts) {
        this(scope, facts, Math.floorDiv(facts.now().getEpochSecond(), DAY));
    }

    /** Whether that day has begun. */
    boolean reached(LocalDate day) {
        return today >= day.toEpochDay();
    }

    /** Whether that day is over. */
    boolean past(LocalDate day) {
        return today > day.toEpochDay();
    }

    /** Whether an agreement under that charter may be judged now. */
    boolean holds(String charter) {
        return facts.charters().contains(charter)
            || scope.compareTo(Scope.TRANSFER) >= 0 && facts.former().contains(charter);
    }
}

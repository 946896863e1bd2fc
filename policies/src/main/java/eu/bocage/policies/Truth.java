package eu.bocage.policies;

/**
 * What is known of a condition at one moment. Only {@link #TRUE} and {@link #LATER} let a permission pass; only
 * {@link #FALSE} and {@link #LATER} let a prohibition go by.
 */
enum Truth {
    TRUE, FALSE,
    /** A fact that it needs is not known, so nothing may be built on it. */
    UNKNOWN,
    /** It waits for votes that may still be cast. */
    PENDING,
    /** It is judged at a later moment, and certainly then. */
    LATER;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    /** Whether a permission passes. */
    boolean passes() {
        return this == TRUE || this == LATER;
    }

    /** Whether a prohibition applies. */
    boolean forbids() {
        return this != FALSE && this != LATER;
    }

    /** Kleene's strong conjunction, the more doubtful of two values that are neither true nor false. */
    Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        if (this == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        if (this == PENDING || other == PENDING) {
            return PENDING;
        }
        return this == LATER || other == LATER ? LATER : TRUE;
    }

    /** Kleene's strong disjunction; votes that would decide it count before facts that are not known. */
    Truth or(Truth other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        if (this == PENDING || other == PENDING) {
            return PENDING;
        }
        if (this == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        return this == LATER || other == LATER ? LATER : FALSE;
    }

    /** Exactly one of several; false as soon as two hold, pending only when one vote alone decides. */
    static Truth one(Truth[] operands) {
        int holding = 0;
        int pending = 0;
        boolean unknown = false;
        boolean later = false;
        for (Truth operand : operands) {
            switch (operand) {
                case TRUE -> holding++;
                case PENDING -> pending++;
                case UNKNOWN -> unknown = true;
                case LATER -> later = true;
                case FALSE -> {
                }
            }
        }
        if (holding > 1) {
            return FALSE;
        }
        if (unknown || pending > 1 || pending == 1 && (holding == 1 || later)) {
            return UNKNOWN;
        }
        return pending == 1 ? PENDING : later ? LATER : of(holding == 1);
    }
}

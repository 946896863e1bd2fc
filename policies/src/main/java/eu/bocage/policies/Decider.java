package eu.bocage.policies;

/** Decides: a pure function, total, fail-closed. */
public final class Decider {

    private Decider() {
    }

    public static Decision decide(Policy policy, Scope scope, Facts facts) {
        throw new UnsupportedOperationException();
    }
}

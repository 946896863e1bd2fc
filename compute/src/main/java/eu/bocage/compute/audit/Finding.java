package eu.bocage.compute.audit;

/** What one check found. */
public record Finding(Check check, Verdict verdict) {

    public boolean failed() {
        return verdict instanceof Verdict.Failed;
    }
}

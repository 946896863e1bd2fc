package eu.bocage.policies;

/** Charter, dataset and project to the policy of one offer. */
public final class Compiler {

    private Compiler() {
    }

    /**
     * The policy of the offer of a dataset to a project, byte-identical for identical input.
     *
     * @throws InvalidDocument when nothing would be allowed, as with no common purpose
     */
    public static Policy compile(Charter charter, DatasetTerms dataset, ProjectTerms project) {
        throw new UnsupportedOperationException();
    }
}

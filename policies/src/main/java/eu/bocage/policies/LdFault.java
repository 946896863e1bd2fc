package eu.bocage.policies;

/** What cannot be read in a JSON-LD document, and where. */
final class LdFault extends RuntimeException {

    private final Problem problem;

    LdFault(String place, String french, String english) {
        super(english, null, false, false);
        this.problem = new Problem(place, french, english);
    }

    Problem problem() {
        return problem;
    }
}

package eu.bocage.compute.audit;

/** What came of a check. */
public sealed interface Verdict {

    Said evidence();

    /** Nothing was found, which is no proof that there is nothing. */
    record Passed(Said evidence) implements Verdict {
    }

    /** A fault was found. @param evidence what anybody can look at again */
    record Failed(Said evidence) implements Verdict {
    }

    /** There is nothing to look at. @param evidence why */
    record NotApplicable(Said evidence) implements Verdict {
    }

    /** It should have been looked at, and that did not work. @param evidence why */
    record Unable(Said evidence) implements Verdict {
    }

    static Verdict passed(String french, String english) {
        return new Passed(new Said(french, english));
    }

    static Verdict failed(String french, String english) {
        return new Failed(new Said(french, english));
    }

    static Verdict notApplicable(String french, String english) {
        return new NotApplicable(new Said(french, english));
    }

    /** By what stood in the way of a check. */
    static Verdict unable(RuntimeException why) {
        return new Unable(Said.of(why));
    }
}

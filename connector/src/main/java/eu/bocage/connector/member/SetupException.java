package eu.bocage.connector.member;

/**
 * Something that a person must put right before the node can work: a key file, a line of {@code node.yaml}, a folder.
 * Says what is wrong and what to do about it in French and in English. The message of the exception is the English one.
 */
public final class SetupException extends RuntimeException {

    private final String french;

    /** What is wrong and the remedy, as one or two sentences in each language. */
    public SetupException(String french, String english) {
        super(english);
        this.french = french;
    }

    public String french() {
        return french;
    }

    public String english() {
        return getMessage();
    }
}

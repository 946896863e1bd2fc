package eu.bocage.connector.member;

/**
 * A value that is not what it should be, in a text that a person may have written. Names the field and what it should
 * hold in French and in English; the message of the exception is the English one.
 */
public final class Flaw extends IllegalArgumentException {

    private final String french;

    public Flaw(String french, String english) {
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

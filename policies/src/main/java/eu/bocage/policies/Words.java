package eu.bocage.policies;

/** A policy in plain words, from the model that is evaluated. */
public record Words(String french, String english) {

    public static Words of(Policy policy) {
        throw new UnsupportedOperationException();
    }
}

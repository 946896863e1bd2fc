package eu.bocage.compute.he;

import java.util.List;

/**
 * What a message changed. Whoever drives the state makes {@code state} durable first and sends {@code messages} after
 * that, so that a crash between the two sends the same bytes again.
 */
public record Step<S>(S state, List<Message> messages) {

    public Step {
        messages = List.copyOf(messages);
    }
}

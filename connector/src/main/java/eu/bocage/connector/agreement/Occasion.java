package eu.bocage.connector.agreement;

import eu.bocage.connector.member.Did;
import java.util.Objects;
import java.util.Optional;

/**
 * For whom and about what a policy of this node is decided, as far as the moment knows it.
 *
 * @param requester whose token or agreement it is
 * @param dataset   what it is about
 * @param agreement under which agreement, once there is one
 */
public record Occasion(Did requester, Optional<String> dataset, Optional<String> agreement) {

    public Occasion {
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(agreement, "agreement");
    }

    public static Occasion of(Did requester) {
        return new Occasion(requester, Optional.empty(), Optional.empty());
    }

    static Occasion of(Agreement agreement) {
        return new Occasion(agreement.consumer(), Optional.of(agreement.dataset()), Optional.of(agreement.id()));
    }
}

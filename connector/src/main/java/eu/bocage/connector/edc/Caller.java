package eu.bocage.connector.edc;

import eu.bocage.connector.member.Did;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.edc.participant.spi.ParticipantAgent;

/**
 * The member whose request the current thread serves. There is one exactly while a request runs whose token was
 * accepted, so EDC's code can ask for it but not make it up. A refusal by policy is left here, in the words that the
 * member is to read, because EDC drops them on the way.
 */
final class Caller {

    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    private final Did did;
    private String refusal;
    private boolean browsing;

    private Caller(Did did) {
        this.did = did;
    }

    /** Does {@code work} for a member whose token was accepted. */
    static <T> T serve(Did did, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Caller(did)).call(work::get);
    }

    static Optional<Caller> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    Did did() {
        return did;
    }

    /** What EDC knows of the member: its DID, and no claim. */
    ParticipantAgent agent() {
        return new ParticipantAgent(did.text(), Map.of(), Map.of());
    }

    /** It reads the catalogue, where what it is refused is left out. */
    void browses() {
        browsing = true;
    }

    boolean isBrowsing() {
        return browsing;
    }

    void refused(String text) {
        refusal = text;
    }

    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }
}

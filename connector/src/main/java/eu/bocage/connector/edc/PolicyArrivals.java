package eu.bocage.connector.edc;

import eu.bocage.policies.InvalidDocument;
import eu.bocage.policies.Odrl;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.transform.odrl.to.JsonObjectToPolicyTransformer;
import org.eclipse.edc.participant.spi.ParticipantIdMapper;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.transform.spi.TransformerContext;
import org.eclipse.edc.transform.spi.TypeTransformer;

/**
 * Reads every policy that a counterpart sends: offers of catalogues, offers and agreements of negotiations. To be
 * registered before EDC's own transformer, which leaves out what it does not know.
 *
 * <p><b>What holds.</b> A policy that EDC's reading would make understood is understood to its last word by
 * {@link Odrl} too, and is the same there; if not it carries {@link PolicyWire#UNREADABLE}, so that it is denied. The
 * rest of it is as EDC read it, for the protocol to go on and to refuse in its own form. What JSON-LD's expansion drops
 * before, for no context gives it a meaning, is not seen here. Thread-safe.
 */
final class PolicyArrivals implements TypeTransformer<JsonObject, Policy> {

    /** Of what is said about a policy, which is in part the counterpart's text. */
    private static final int LONGEST = 300;

    private final Supplier<ParticipantIdMapper> parties;

    /** @param parties asked for at each reading, as EDC has it later than this is registered */
    PolicyArrivals(Supplier<ParticipantIdMapper> parties) {
        this.parties = parties;
    }

    @Override
    public Class<JsonObject> getInputType() {
        return JsonObject.class;
    }

    @Override
    public Class<Policy> getOutputType() {
        return Policy.class;
    }

    @Override
    public Policy transform(JsonObject object, TransformerContext context) {
        Policy policy = new JsonObjectToPolicyTransformer(parties.get()).transform(object, context);
        return policy == null ? null : fault(object, PolicyWire.read(policy)).map(why -> policy.toBuilder()
            .extensibleProperty(PolicyWire.UNREADABLE, why).build()).orElse(policy);
    }

    /** What makes a policy that EDC's reading would permit something else than it is. */
    private static Optional<String> fault(JsonObject object, eu.bocage.policies.Policy read) {
        if (!read.faults().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Odrl.read(object.toString()).equals(read) ? Optional.empty()
                : Optional.of("the policy does not say the same to every reader");
        } catch (InvalidDocument e) {
            String why = e.getMessage();
            return Optional.of(why.substring(0, Math.min(why.length(), LONGEST)));
        }
    }
}

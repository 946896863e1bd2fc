package eu.bocage.connector.edc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.edc.connector.controlplane.services.spi.protocol.ProtocolTokenValidator;
import org.eclipse.edc.protocol.spi.DefaultParticipantIdExtractionFunction;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.security.Vault;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.eclipse.edc.web.spi.configuration.PortMapping;
import org.eclipse.edc.web.spi.configuration.PortMappingRegistry;

/** What the node gives to its EDC runtime: identity, the web, threads; and what it keeps from it: secrets. */
public final class NodeServices implements ServiceExtension {

    private final IdentityService identity;
    private final ProtocolTokenValidator messages;
    private final Resources resources = new Resources();

    NodeServices(IdentityService identity, ProtocolTokenValidator messages) {
        this.identity = identity;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "Node services";
    }

    /** The JAX-RS application of DSP, once every extension has added to it. */
    JerseyApplication protocol() {
        return new JerseyApplication(resources.resources, resources.filters);
    }

    @Provider
    public IdentityService identityService() {
        return identity;
    }

    @Provider
    public ProtocolTokenValidator protocolTokenValidator() {
        return messages;
    }

    /** A member's token names the counterpart by its DID. */
    @Provider
    public AudienceResolver audienceResolver() {
        return message -> message.getCounterPartyId() == null
            ? Result.failure("The message names no counterpart")
            : Result.success(message.getCounterPartyId());
    }

    @Provider
    public DefaultParticipantIdExtractionFunction participantIdExtractionFunction() {
        return claims -> claims.getStringClaim(MemberIdentity.DID_CLAIM);
    }

    @Provider
    public Vault vault() {
        return new NoVault();
    }

    @Provider
    public ExecutorInstrumentation executorInstrumentation() {
        return new StateMachineThreads();
    }

    @Provider
    public WebService webService() {
        return resources;
    }

    @Provider
    public PortMappingRegistry portMappingRegistry() {
        return resources;
    }

    /** Collects what extensions want served. Only DSP is: anything else has no way in. */
    private static final class Resources implements WebService, PortMappingRegistry {
        private final List<Object> resources = new ArrayList<>();
        private final Map<Class<?>, List<Object>> filters = new HashMap<>();
        private final List<PortMapping> mappings = new ArrayList<>();

        @Override
        public void registerResource(Object resource) {
            throw new IllegalStateException("Nothing but DSP is served: " + resource.getClass());
        }

        @Override
        public void registerResource(String context, Object resource) {
            onlyProtocol(context);
            resources.add(resource);
        }

        @Override
        public void registerDynamicResource(String context, Class<?> target, Object resource) {
            onlyProtocol(context);
            filters.computeIfAbsent(target, none -> new ArrayList<>()).add(resource);
        }

        @Override
        public void register(PortMapping mapping) {
            onlyProtocol(mapping.name());
            mappings.add(mapping);
        }

        @Override
        public List<PortMapping> getAll() {
            return List.copyOf(mappings);
        }

        private static void onlyProtocol(String context) {
            if (!ApiContext.PROTOCOL.equals(context)) {
                throw new IllegalStateException("Nothing but DSP is served, not " + context);
            }
        }
    }
}

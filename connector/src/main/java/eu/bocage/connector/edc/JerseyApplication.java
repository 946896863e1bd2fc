package eu.bocage.connector.edc;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EDC's JAX-RS resources, run by Jersey without a servlet container: a request comes from Vert.x with its whole body
 * (bounded by the port), runs on the calling thread, and its whole answer goes back to Vert.x. Failures leave as a bare
 * status. Thread-safe.
 */
final class JerseyApplication {

    private static final Logger LOG = LoggerFactory.getLogger(JerseyApplication.class);

    private final ApplicationHandler handler;

    /**
     * @param resources instances of resource classes and of providers
     * @param filters   by resource class, what reads and writes bodies of that class only
     */
    JerseyApplication(List<Object> resources, Map<Class<?>, List<Object>> filters) {
        ResourceConfig config = new ResourceConfig()
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .register(JacksonFeature.class)
            .register(new Silence())
            .register((DynamicFeature) (resource, context) ->
                filters.getOrDefault(resource.getResourceClass(), List.of()).forEach(context::register));
        Predicate<Object> served = resource -> resource.getClass().isAnnotationPresent(Path.class);
        resources.stream().filter(served.negate()).forEach(config::register);
        resources.stream().filter(served).map(Object::getClass).forEach(config::register);
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                resources.stream().filter(served).forEach(resource -> bind(resource).to((Type) resource.getClass()));
            }
        });
        this.handler = new ApplicationHandler(config);
    }

    /**
     * Serves one request.
     *
     * @param base where the application is reached from outside
     * @param path of the request below that, raw, with its query
     */
    void serve(RoutingContext context, URI base, String path) {
        HttpServerRequest request = context.request();
        URI root = URI.create(base + "/");
        URI uri;
        try {
            uri = URI.create(base + path);
        } catch (IllegalArgumentException e) {
            context.response().setStatusCode(400).end();
            return;
        }
        ContainerRequest jersey = new ContainerRequest(root, uri, request.method().name(), new NoPrincipal(),
            new MapPropertiesDelegate(), handler.getConfiguration());
        request.headers().forEach(header -> jersey.headers(header.getKey(), header.getValue()));
        byte[] body = context.body() == null || context.body().buffer() == null
            ? new byte[0] : context.body().buffer().getBytes();
        jersey.setEntityStream(new ByteArrayInputStream(body));
        jersey.setWriter(new WholeAnswer(context.response()));
        handler.handle(jersey);
    }

    /** Failures become their status and nothing else. */
    private static final class Silence implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable failure) {
            if (failure instanceof WebApplicationException known) {
                LOG.debug("A request was refused", known);
                return Response.status(known.getResponse().getStatus()).build();
            }
            LOG.error("A request failed", failure);
            return Response.serverError().build();
        }
    }

    /** Who asks is known by {@link Caller}, not by JAX-RS. */
    private record NoPrincipal() implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return null;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return null;
        }
    }
}

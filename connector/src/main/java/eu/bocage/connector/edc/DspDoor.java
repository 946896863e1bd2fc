package eu.bocage.connector.edc;

import eu.bocage.connector.member.Did;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;

/**
 * The way in for DSP messages. A request's token is checked before anything else of it is read, so that a stranger
 * reaches neither the JSON-LD parser nor a lookup by an id; only the list of protocol versions is open to all. What
 * passes runs in Jersey on the calling (virtual) thread.
 */
final class DspDoor {

    private static final Set<String> OPEN = Set.of("/.well-known/dspace-version");

    /** Identity asks for one, and who a sender is does not depend on any. */
    private static final Policy NO_POLICY = Policy.Builder.newInstance().build();

    private final URI base;
    private final String path;
    private final String participant;
    private final IdentityService identity;
    private final JerseyApplication application;
    private volatile boolean closed;

    /** @param base where DSP is reached, as {@code https://host/dsp} */
    DspDoor(URI base, String participant, IdentityService identity, JerseyApplication application) {
        this.base = base;
        this.path = base.getRawPath();
        this.participant = participant;
        this.identity = identity;
        this.application = application;
    }

    /** Serves one request; blocks. */
    void serve(RoutingContext context) {
        String uri = context.request().uri();
        if (closed || !context.request().path().startsWith(path)) {
            answer(context, closed ? 503 : 404);
            return;
        }
        String inside = uri.substring(path.length());
        if (context.request().method().name().equals("GET") && OPEN.contains(inside)) {
            application.serve(context, base, inside);
            return;
        }
        TokenRepresentation token = TokenRepresentation.Builder.newInstance()
            .token(context.request().getHeader("Authorization")).build();
        Result<ClaimToken> sender = identity.verifyJwtToken(participant, token,
            VerificationContext.Builder.newInstance().policy(NO_POLICY).build());
        if (sender.failed()) {
            answer(context, 401);
            return;
        }
        Did did = new Did(sender.getContent().getStringClaim(MemberIdentity.DID_CLAIM));
        Caller.serve(did, () -> {
            application.serve(context, base, inside);
            return null;
        });
    }

    /** From now on every request is answered with 503. */
    void close() {
        closed = true;
    }

    private static void answer(RoutingContext context, int status) {
        HttpServerResponse response = context.response().setStatusCode(status);
        response.putHeader("Content-Type", "application/json")
            .end("{\"code\":\"" + status + "\",\"reason\":[\"" + response.getStatusMessage() + "\"]}");
    }
}

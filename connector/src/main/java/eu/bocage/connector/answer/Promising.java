package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Promised;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.web.Outbound;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Signs what an offer asks this node to promise, on its operator's order only, and hands it to the provider.
 * Thread-safe.
 */
public final class Promising implements AutoCloseable {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_REPLY = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Dataspace dataspace;
    private final Promises promises;
    private final Outbound outbound;
    private final OkHttpClient client;

    /** @param privateAddresses {@code host:port}, in loopback or private ranges, that may be called nevertheless */
    public Promising(Dataspace dataspace, Promises promises, Set<String> privateAddresses) {
        this.dataspace = dataspace;
        this.promises = promises;
        this.outbound = new Outbound(privateAddresses, MAX_REPLY, MAX_REPLY, PATIENCE);
        this.client = outbound.client();
    }

    @Override
    public void close() {
        outbound.close();
    }

    /**
     * What a provider's offer asks to promise.
     *
     * @throws DataspaceException when there is no such offer, or its provider does not answer
     */
    public Offered offered(Member provider, String dataset, String project) {
        List<Policy> policies = dataspace.catalogue(provider).stream()
            .filter(entry -> entry.dataset().equals(dataset)).map(CatalogueEntry::policy)
            .filter(policy -> Gate.project(policy).filter(project::equals).isPresent()).toList();
        if (policies.isEmpty()) {
            throw new DataspaceException(DataspaceException.Kind.REFUSED,
                provider.organisation() + " n'offre pas « " + dataset + " » au projet « " + project + " ».",
                provider.organisation() + " does not offer \"" + dataset + "\" to project \"" + project + "\".");
        }
        Policy policy = policies.getFirst();
        return new Offered(Gate.charterHash(policy).orElseThrow(), List.copyOf(policy.promises()));
    }

    /** @param charter hash; @param promises each in its canonical form; none when nothing is asked */
    public record Offered(String charter, List<Promise> promises) {
    }

    /** Signs, writes down and hands over. @throws DataspaceException when the provider does not take it */
    public Promised promise(Member provider, String dataset, String project, Offered offered) {
        Promised promised = promises.sign(provider.did(), dataset, project, offered.charter(),
            new TreeSet<>(offered.promises()));
        Request post = new Request.Builder().url(provider.publicUrl().resolve("/promises").toString())
            .post(RequestBody.create(promised.envelope().bytes(), JSON)).build();
        try (Response response = client.newCall(post).execute()) {
            if (response.code() == 200) {
                return promised;
            }
            ObjectNode reply = Json.read(Json.text(response.body().bytes()));
            throw new DataspaceException(DataspaceException.Kind.REFUSED, reply.path("fr").asText(),
                reply.path("en").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw new DataspaceException(DataspaceException.Kind.UNREACHABLE,
                provider.organisation() + " n'a pas répondu ; la promesse est signée, relancez la commande.",
                provider.organisation() + " did not reply (" + e.getMessage()
                    + "); the promise is signed, run the command again.");
        }
    }
}

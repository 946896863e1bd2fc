package eu.bocage.connector.edc;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.member.Member;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads other members' catalogues. A dataset is shown only if title, card and an offer can be read, and an offer that
 * cannot be read hides no other; contexts of the answer are those of {@link KnownContexts}, none is fetched. Who asks
 * waits no longer than it said, for the answer and for its reading together.
 */
final class Catalogues {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogues.class);
    private static final String DATASET = "http://www.w3.org/ns/dcat#dataset";
    private static final String OFFERS = "http://www.w3.org/ns/odrl/2/hasPolicy";

    private final ParticipantContext self;
    private final CatalogService service;
    private final KnownContexts jsonLd;
    private final Readers readers;
    private final ObjectMapper mapper;
    private final TypeTransformerRegistry transformers;

    /** What {@link Negotiating} needs of an offer. */
    record Handle(String offer, Policy policy) {
    }

    Catalogues(ParticipantContext self, CatalogService service, KnownContexts jsonLd, Readers readers,
               ObjectMapper mapper, TypeTransformerRegistry transformers) {
        this.self = self;
        this.service = service;
        this.jsonLd = jsonLd;
        this.readers = readers;
        this.mapper = mapper;
        this.transformers = transformers.forContext(Dsp2025Constants.DSP_TRANSFORMER_CONTEXT_V_2025_1);
    }

    /** Where a member speaks DSP 2025-1, by the register. */
    static String address(Member member) {
        return member.dspAddress() + Dsp2025Constants.V_2025_1_PATH;
    }

    List<CatalogueEntry> of(Member provider, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            StatusResult<byte[]> answer = asked(provider, deadline);
            if (answer.failed()) {
                throw Refused.finalWord(provider, answer.getFailureDetail())
                    .orElseGet(() -> Refused.unreachable(provider, answer.getFailureDetail()));
            }
            return readers.read(provider.did(), Duration.ofNanos(deadline - System.nanoTime()),
                () -> read(provider, answer.getContent()));
        } catch (ServiceUnavailableException e) {
            throw Refused.unreachable(provider, "no catalogue read within " + patience.toSeconds() + " s");
        } catch (TimeoutException e) {
            throw Refused.unreachable(provider, "no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw Refused.unreachable(provider, e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unreachable(provider, "interrupted");
        }
    }

    /** Where no answer came back, asks once more: with a fresh token, as the former one may be used up. */
    private StatusResult<byte[]> asked(Member provider, long deadline)
        throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return askedOnce(provider, deadline);
        } catch (ExecutionException e) {
            return askedOnce(provider, deadline);
        }
    }

    private StatusResult<byte[]> askedOnce(Member provider, long deadline)
        throws ExecutionException, InterruptedException, TimeoutException {
        return service.requestCatalog(self, provider.did().text(), address(provider),
                Dsp2025Constants.DATASPACE_PROTOCOL_HTTP_V_2025_1, QuerySpec.max())
            .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** What a provider's answer shows. */
    List<CatalogueEntry> read(Member provider, byte[] body) {
        JsonObject catalogue;
        try {
            catalogue = jsonLd.expandCatalogue(mapper.readValue(body, JsonObject.class))
                .orElseThrow(failure -> Refused.unreachable(provider, failure.getFailureDetail()));
        } catch (IOException e) {
            throw Refused.unreachable(provider, "the catalogue is not JSON");
        }
        List<CatalogueEntry> entries = new ArrayList<>();
        objects(catalogue.get(DATASET)).forEach(dataset -> {
            String id = dataset.getString("@id", "");
            String title = text(dataset.get(OfferShelf.TITLE));
            String card = text(dataset.get(OfferShelf.CARD));
            if (!id.isEmpty() && title != null && card != null) {
                objects(dataset.get(OFFERS)).forEach(offer ->
                    entry(provider, id, title, card, offer).ifPresent(entries::add));
            }
        });
        return List.copyOf(entries);
    }

    /** Empty, with a note in the log, when EDC makes no policy of the offer. */
    private Optional<CatalogueEntry> entry(Member provider, String dataset, String title, String card,
                                           JsonObject offer) {
        Result<Policy> policy;
        try {
            policy = transformers.transform(offer, Policy.class);
        } catch (RuntimeException e) {
            policy = Result.failure(e.toString());
        }
        if (policy.failed()) {
            LOG.warn("An offer of {} cannot be read and is left out: {}", provider.did(), policy.getFailureDetail());
            return Optional.empty();
        }
        Policy ours = policy.getContent().toBuilder().assigner(provider.did().text()).target(dataset).build();
        return Optional.of(new CatalogueEntry(dataset, title, card, PolicyWire.read(ours),
            new Handle(offer.getString("@id", ""), ours)));
    }

    private static Stream<JsonObject> objects(JsonValue value) {
        return switch (value) {
            case JsonArray array -> array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
            case JsonObject object -> Stream.of(object);
            case null, default -> Stream.empty();
        };
    }

    /** A property's only value, if it is a text. */
    private static String text(JsonValue value) {
        return objects(value).map(object -> object.get("@value")).filter(JsonString.class::isInstance)
            .map(text -> ((JsonString) text).getString()).findFirst().orElse(null);
    }
}

package eu.bocage.connector.edc;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.edc.jsonld.JsonLdExtension;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.jsonld.spi.JsonLdKeywords;
import org.eclipse.edc.jsonld.spi.Namespaces;
import org.eclipse.edc.spi.result.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EDC's JSON-LD for documents that others wrote, messages and answers: nothing that such a document names as a context
 * is opened. EDC opens {@code file:} and {@code jar:} (also {@code jar:http:}) whatever its settings, so a document is
 * refused before EDC sees it if it names a context that is not bundled.
 *
 * <p>By JSON-LD 1.1 only a string under {@code @context}, or in an array there, and one under {@code @import} name a
 * document to load (section 9.15), and neither keyword can have an alias (9.16). Both are looked at everywhere: in
 * nested nodes and in literal JSON, where they would do no harm; contexts scoped to a term are refused. Comparison is
 * by exact text.
 *
 * <p>What a document may cost is bounded as well, by its {@link Shape} before EDC sees it and by {@link Readers} while
 * it is read or written: the calling thread waits, and virtual threads go on. Thread-safe.
 */
final class KnownContexts implements JsonLd {

    /** Of those that EDC bundles, the ones a message of DSP 2025-1 may need, and where EDC has them. */
    private static final Map<String, String> BUNDLED = Map.of(
        Namespaces.DSPACE_CONTEXT_2025_1, "/document/dspace-v2025-1.jsonld",
        Namespaces.DSPACE_ODRL_PROFILE_2025_1, "/document/dspace-v2025-1-odrl.jsonld",
        Namespaces.EDC_DSPACE_CONTEXT, "/document/dspace-edc-context-v1.jsonld",
        "http://www.w3.org/ns/odrl.jsonld", "/document/odrl.jsonld");

    /** Less than the twelve seconds that a node of this kind gives to a message. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(KnownContexts.class);

    private final JsonLd edc;
    private final Readers readers;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> classes = ConcurrentHashMap.newKeySet();

    KnownContexts(JsonLd edc, Readers readers) {
        this.edc = edc;
        this.readers = readers;
        BUNDLED.forEach((name, resource) -> knows(name, JsonLdExtension.class.getResource(resource)));
    }

    @Override
    public Result<JsonObject> expand(JsonObject json) {
        return bounded(Shape.MESSAGE, json, () -> edc.expand(json));
    }

    /** As {@link #expand}, for the longest answer that there is. */
    Result<JsonObject> expandCatalogue(JsonObject json) {
        return bounded(Shape.CATALOGUE, json, () -> edc.expand(json));
    }

    @Override
    public Result<JsonObject> compact(JsonObject json, String scope) {
        return bounded(Shape.WRITTEN, json, () -> edc.compact(json, scope));
    }

    @Override
    public void registerNamespace(String prefix, String iri, String scope) {
        edc.registerNamespace(prefix, iri, scope);
    }

    @Override
    public void registerContext(String iri, String scope) {
        edc.registerContext(iri, scope);
    }

    /** From now on documents may name this context as well. */
    @Override
    public void registerCachedDocument(String url, URI document) {
        edc.registerCachedDocument(url, document);
        try {
            knows(url, document.toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes that have a context of their own in the contexts that may be named. */
    Set<String> classes() {
        return Set.copyOf(classes);
    }

    private void knows(String name, URL document) {
        try (JsonReader reader = Json.createReader(document.openStream())) {
            reader.readObject().getJsonObject(JsonLdKeywords.CONTEXT).forEach((term, meaning) -> {
                if (meaning instanceof JsonObject definition && definition.containsKey(JsonLdKeywords.CONTEXT)) {
                    classes.add(term);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        known.add(name);
    }

    /** For whom this thread serves a request; the node's own calls keep no one else waiting. */
    private Result<JsonObject> bounded(Shape shape, JsonObject json, Supplier<Result<JsonObject>> work) {
        Object sender = Caller.current().<Object>map(Caller::did).orElseGet(Thread::currentThread);
        return shape.fault(json, known, classes).map(Result::<JsonObject>failure)
            .orElseGet(() -> readers.read(sender, PATIENCE, () -> readable(work)));
    }

    /** Some documents that are no JSON-LD make Titanium throw something else than its own exception. */
    private static Result<JsonObject> readable(Supplier<Result<JsonObject>> work) {
        try {
            return work.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debug("A document cannot be read as JSON-LD", e);
            return Result.failure("the document is no JSON-LD 1.1");
        }
    }
}

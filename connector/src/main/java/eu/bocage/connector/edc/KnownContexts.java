package eu.bocage.connector.edc;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.jsonld.spi.JsonLdKeywords;
import org.eclipse.edc.jsonld.spi.Namespaces;
import org.eclipse.edc.spi.result.Result;

/**
 * EDC's JSON-LD for documents that others wrote, messages and answers: nothing that such a document names as a context
 * is opened. EDC opens {@code file:} and {@code jar:} (also {@code jar:http:}) whatever its settings, so a document is
 * refused before EDC sees it if it names a context that is not bundled.
 *
 * <p>By JSON-LD 1.1 only a string under {@code @context}, or in an array there, and one under {@code @import} name a
 * document to load (section 9.15), and neither keyword can have an alias (9.16). Both are looked at everywhere: in
 * nested nodes, in contexts scoped to a term or type, and in literal JSON, where they would do no harm. Comparison is
 * by exact text. Thread-safe.
 */
final class KnownContexts implements JsonLd {

    /** Of those that EDC bundles, the ones a message of DSP 2025-1 may need. */
    private static final Set<String> BUNDLED = Set.of(Namespaces.DSPACE_CONTEXT_2025_1,
        Namespaces.DSPACE_ODRL_PROFILE_2025_1, Namespaces.EDC_DSPACE_CONTEXT, "http://www.w3.org/ns/odrl.jsonld");

    private final JsonLd edc;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KnownContexts(JsonLd edc) {
        this.edc = edc;
        known.addAll(BUNDLED);
    }

    @Override
    public Result<JsonObject> expand(JsonObject json) {
        return knows(json) ? edc.expand(json) : refused();
    }

    @Override
    public Result<JsonObject> compact(JsonObject json, String scope) {
        return knows(json) ? edc.compact(json, scope) : refused();
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
        known.add(url);
    }

    /** Does not repeat what the document said. */
    private static Result<JsonObject> refused() {
        return Result.failure("@context: only the contexts of DSP 2025-1 and ODRL are read; name no other");
    }

    private boolean knows(JsonValue value) {
        return switch (value) {
            case JsonObject object -> object.entrySet().stream().allMatch(member -> switch (member.getKey()) {
                case JsonLdKeywords.CONTEXT, JsonLdKeywords.IMPORT ->
                    named(member.getValue()) && knows(member.getValue());
                default -> knows(member.getValue());
            });
            case JsonArray array -> array.stream().allMatch(this::knows);
            default -> true;
        };
    }

    /** Whether all contexts are known that this value of {@code @context} or {@code @import} names itself. */
    private boolean named(JsonValue value) {
        return switch (value) {
            case JsonString context -> known.contains(context.getString());
            case JsonArray contexts -> contexts.stream().allMatch(this::named);
            default -> true;
        };
    }
}

package eu.bocage.connector.edc;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.jsonld.spi.JsonLdKeywords;

/**
 * How much JSON-LD somebody may give a node to read. What a document costs is not its length but how often a context is
 * applied in it, up to 1 ms each time, and by JSON-LD 1.1 a context that is scoped to a term or a class is applied at
 * each use: 18 kB took 17 seconds. So that is counted, before the document is read as JSON-LD.
 *
 * <p><b>What holds</b> for a document without a {@link #fault}:
 * <ul>
 * <li>It names contexts or writes them itself {@link #CONTEXTS} times at most, and these define {@link #DEFINITIONS}
 *     terms at most. None of them holds a context scoped to a term or class, or a base, against which the time to
 *     resolve an address grows with the square of its length.
 * <li>Scoped contexts are those of the protocol. They belong to classes; a class stands in the document
 *     {@code classes} times at most, be it as a type or otherwise, and never as the name of a member, where it would
 *     count for each value.
 * <li>It has {@code parts} objects, arrays and other values at most, {@link #DEPTH} within one another.
 * </ul>
 *
 * <p><b>Reckoning</b> on one processor of 2026, where applying a context beside so many terms takes 0.5 ms (1 ms
 * before the code is compiled; one of the protocol that a document names, 3.5 ms) and any other value 25 µs at worst: a
 * {@link #MESSAGE} takes 0.2 s, a {@link #CATALOGUE} 3.6 s. What is honest lies far below: an offer with every field of
 * a charter and 64 names in each list has 181 values and 3 classes, sixty of them in a catalogue 9 064 and 152; as many
 * as the 4 MiB of an answer hold, 550, would have 84 000 and 1 400.
 *
 * @param parts   values at most
 * @param classes at most
 */
record Shape(int parts, int classes) {

    /** Of a message or of what acknowledges one. */
    static final Shape MESSAGE = new Shape(5_000, 64);
    static final Shape CATALOGUE = new Shape(100_000, 2_000);
    /** Of what this node writes: a catalogue or a message, in expanded form, which is three times as long. */
    static final Shape WRITTEN = new Shape(4 * CATALOGUE.parts, CATALOGUE.classes);

    static final int CONTEXTS = 16;
    static final int DEFINITIONS = 256;
    static final int DEPTH = 64;

    /**
     * The first thing in a document that is not allowed, with its remedy; it repeats nothing of the document.
     *
     * @param known   the contexts that may be named
     * @param classes those with a scoped context
     */
    Optional<String> fault(JsonObject document, Set<String> known, Set<String> classes) {
        try {
            new Count(known, classes).value(document, 0);
            return Optional.empty();
        } catch (Fault e) {
            return Optional.of(e.getMessage());
        }
    }

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message, null, false, false);
        }
    }

    /** One pass over one document. */
    private final class Count {
        private final Set<String> known;
        private final Set<String> scoping;
        private int values;
        private int uses;
        private int contexts;
        private int definitions;

        Count(Set<String> known, Set<String> scoping) {
            this.known = known;
            this.scoping = scoping;
        }

        void value(JsonValue value, int depth) throws Fault {
            need(++values <= parts, "the document has more than " + parts + " values; send less at once");
            need(depth <= DEPTH, "the document is nested more than " + DEPTH + " deep; send it flatter");
            switch (value) {
                case JsonString text when scoping.contains(text.getString()) -> need(++uses <= classes,
                    "@type: the document names classes more than " + classes + " times; send less at once");
                case JsonArray array -> {
                    for (JsonValue each : array) {
                        value(each, depth + 1);
                    }
                }
                case JsonObject object -> {
                    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                        member(member.getKey(), member.getValue(), depth);
                    }
                }
                default -> { }
            }
        }

        private void member(String name, JsonValue value, int depth) throws Fault {
            switch (name) {
                case JsonLdKeywords.CONTEXT -> {
                    if (value instanceof JsonArray several) {
                        for (JsonValue each : several) {
                            context(each);
                        }
                    } else {
                        context(value);
                    }
                }
                case JsonLdKeywords.IMPORT -> need(false, "@import: it belongs into a context; leave it out");
                default -> {
                    need(!scoping.contains(name), "@type: a class stands where a property belongs; name the property");
                    value(value, depth + 1);
                }
            }
        }

        private void context(JsonValue context) throws Fault {
            need(++contexts <= CONTEXTS, "@context: more than " + CONTEXTS + " contexts; name each once, at the top");
            switch (context) {
                case JsonString name -> named(name);
                case JsonArray nested -> need(false, "@context: a list in a list; write one list");
                case JsonObject written -> {
                    for (Map.Entry<String, JsonValue> definition : written.entrySet()) {
                        definition(definition.getKey(), definition.getValue());
                    }
                }
                default -> { }
            }
        }

        private void definition(String name, JsonValue meaning) throws Fault {
            need(++definitions <= DEFINITIONS,
                "@context: more than " + DEFINITIONS + " terms of your own; define those that you use");
            need(!name.equals(JsonLdKeywords.CONTEXT), "@context: a context in a context; leave it out");
            need(!name.equals(JsonLdKeywords.BASE), "@base: addresses are written in full here; leave @base out");
            if (name.equals(JsonLdKeywords.IMPORT)) {
                need(++contexts <= CONTEXTS, "@import: more than " + CONTEXTS + " contexts; name each once");
                named(meaning);
            }
            if (meaning instanceof JsonObject term) {
                need(term.values().stream().noneMatch(JsonObject.class::isInstance)
                        && !term.containsKey(JsonLdKeywords.CONTEXT),
                    "@context: a term has a context of its own; leave that out");
            } else {
                need(!(meaning instanceof JsonArray), "@context: a term stands for a list; name one address");
            }
        }

        private void named(JsonValue name) throws Fault {
            need(name instanceof JsonString text && known.contains(text.getString()),
                "@context: only the contexts of DSP 2025-1 and ODRL are read; name no other");
        }

        private static void need(boolean held, String remedy) throws Fault {
            if (!held) {
                throw new Fault(remedy);
            }
        }
    }
}

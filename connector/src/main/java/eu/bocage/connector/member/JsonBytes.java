package eu.bocage.connector.member;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A JSON value as it stands in bytes, for documents that are too long to be a tree: its parts are found, hashed and
 * handed on as they are, in memory that does not grow with it. Parts share the bytes, which nobody changes.
 */
public final class JsonBytes {

    /** Most bytes of what becomes one tree, be it one part or several. */
    public static final int MAX_TREE = 8 << 20;

    /** Most parts that are told apart at one time. */
    private static final int MAX_PARTS = 10_000;

    private final byte[] bytes;
    private final int from;
    private final int to;

    private JsonBytes(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** @param bytes not to be changed any more. @throws IllegalArgumentException unless they are UTF-8 */
    public static JsonBytes of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(1 << 13);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                throw new IllegalArgumentException("not UTF-8 at byte " + in.position());
            }
            if (result.isUnderflow()) {
                return new JsonBytes(bytes, 0, bytes.length);
            }
            out.clear();
        }
    }

    /**
     * The members of an object, in their order.
     *
     * @throws IllegalArgumentException unless it is one JSON object to its end, each name in it and below it once, of
     *     at most 10 000 members
     */
    public SequencedMap<String, JsonBytes> members() {
        return parsed(parser -> {
            SequencedMap<String, JsonBytes> members = new LinkedHashMap<>();
            require(parser.nextToken(), JsonToken.START_OBJECT, "object");
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, part(parser));
                requireFew(members.size());
            }
            return members;
        });
    }

    /** The elements of an array, at most 10 000. @throws IllegalArgumentException unless it is one, to its end */
    public List<JsonBytes> elements() {
        return parsed(parser -> {
            List<JsonBytes> elements = new ArrayList<>();
            require(parser.nextToken(), JsonToken.START_ARRAY, "array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(part(parser));
                requireFew(elements.size());
            }
            return elements;
        });
    }

    /** Hands over the elements of an array one after the other, each as a tree of its own. */
    public void each(Consumer<JsonNode> element) {
        each(Long.MAX_VALUE, element);
    }

    /** As the other, for the first elements only. @return how many there are */
    public long each(long most, Consumer<JsonNode> element) {
        return parsed(parser -> {
            long number = 0;
            require(parser.nextToken(), JsonToken.START_ARRAY, "array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonBytes part = part(parser);
                if (number++ < most) {
                    element.accept(part.tree());
                }
            }
            return number;
        });
    }

    /** An object as a tree, but for some of its members. @throws IllegalArgumentException as the two that it is of */
    public ObjectNode treeWithout(Set<String> names) {
        SequencedMap<String, JsonBytes> members = members();
        members.keySet().removeAll(names);
        return tree(members);
    }

    /** An object of such members as a tree. @throws IllegalArgumentException as {@link #tree}, for all together */
    public static ObjectNode tree(SequencedMap<String, JsonBytes> members) {
        requireShort(members.values());
        ObjectNode tree = Json.object();
        members.forEach((name, value) -> tree.set(name, value.tree()));
        return tree;
    }

    /** @throws IllegalArgumentException when parts are longer, all together, than {@link #MAX_TREE} */
    public static void requireShort(Collection<JsonBytes> parts) {
        requireShort(parts.stream().mapToLong(part -> part.to - part.from).sum());
    }

    private static void requireShort(long length) {
        if (length > MAX_TREE) {
            throw new IllegalArgumentException("parts of " + length + " bytes, where " + MAX_TREE + " are the most");
        }
    }

    /** All of it as a tree. @throws IllegalArgumentException when it is not JSON, or longer than {@link #MAX_TREE} */
    public JsonNode tree() {
        requireShort(to - from);
        return parsed(parser -> {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: it is empty");
            }
            return Json.next(parser);
        });
    }

    /** @throws IllegalArgumentException unless it is in canonical form (RFC 8785) */
    public JsonBytes requireCanonical() {
        if (!this.<Boolean>parsed(parser -> CanonicalForm.is(parser, Json::generator, bytes, from, to))) {
            throw new IllegalArgumentException("not in canonical form (RFC 8785)");
        }
        return this;
    }

    /** A copy, unless this is all there was. */
    public byte[] bytes() {
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, from, to - from);
    }

    private interface Parsing<T> {
        T of(JsonParser parser) throws IOException;
    }

    private <T> T parsed(Parsing<T> parsing) {
        try (JsonParser parser = Json.parser(bytes, from, to - from)) {
            T result = parsing.of(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: something follows");
            }
            return result;
        } catch (IOException e) {
            throw Json.unreadable(e);
        }
    }

    private static void requireFew(int parts) {
        if (parts > MAX_PARTS) {
            throw new IllegalArgumentException("more than " + MAX_PARTS + " parts");
        }
    }

    private static void require(JsonToken token, JsonToken wanted, String name) {
        if (token != wanted) {
            throw new IllegalArgumentException("not a JSON " + name);
        }
    }

    private JsonBytes part(JsonParser parser) throws IOException {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new JsonBytes(bytes, start, from + (int) parser.currentLocation().getByteOffset());
    }
}

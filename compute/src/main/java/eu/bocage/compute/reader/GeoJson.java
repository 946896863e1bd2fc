package eu.bocage.compute.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A GeoJSON FeatureCollection (RFC 7946), read twice: once to its end for its columns, once for its rows, a Feature
 * each. Columns are the properties of the Features. What a Feature has besides, its {@code id} and {@code geometry} and
 * the like, is a column only where no Feature of the file has a property of that name: the two are never mixed. A name
 * that comes twice in the collection, a Feature or its properties is a fault, for one of its values would be lost.
 */
final class GeoJson {

    private static final double WHOLE = 1e16;

    private final Path file;
    private final Map<String, Boolean> properties = new LinkedHashMap<>();
    private final Map<String, Boolean> others = new LinkedHashMap<>();
    private long row;

    private GeoJson(Path file) {
        this.file = file;
    }

    /** Takes the values of a row in UTF-8, null where there is none. */
    interface Sink {
        void row(byte[][] fields) throws IOException;
    }

    /** What is done with a member of a Feature; the parser stands at its value and is left at the value's end. */
    private interface Visitor {
        void member(boolean property, String name, JsonParser value) throws IOException, ReadingException;

        void end() throws IOException;
    }

    /** @throws ReadingException unless the whole file is one collection */
    static GeoJson of(Path file) throws IOException, ReadingException {
        GeoJson all = new GeoJson(file);
        all.walk(all.new Survey());
        all.others.keySet().removeAll(all.properties.keySet());
        return all;
    }

    /** Properties first, each in the order in which it first comes. */
    List<Wire.Column> columns() {
        List<Wire.Column> columns = new ArrayList<>();
        properties.forEach((name, plain) -> columns.add(new Wire.Column(name, plain)));
        others.forEach((name, plain) -> columns.add(new Wire.Column(name, plain)));
        return columns;
    }

    /** @param wanted some of the plain columns */
    void rows(List<String> wanted, Sink sink) throws IOException, ReadingException {
        walk(new Reading(wanted, sink));
    }

    private void walk(Visitor visitor) throws IOException, ReadingException {
        row = 0;
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            check(parser.nextToken() == JsonToken.START_OBJECT);
            boolean collection = false;
            Set<String> names = new HashSet<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = once(names, parser);
                JsonToken value = parser.nextToken();
                if (name.equals("features")) {
                    check(value == JsonToken.START_ARRAY);
                    features(parser, visitor);
                } else {
                    collection |= name.equals("type") && parser.getText().equals("FeatureCollection");
                    parser.skipChildren();
                }
            }
            check(collection && names.contains("features") && parser.nextToken() == null);
        } catch (JsonProcessingException | CharConversionException | CharacterCodingException e) {
            throw fault(Fault.DAMAGED);
        }
    }

    private void features(JsonParser parser, Visitor visitor) throws IOException, ReadingException {
        Set<String> names = new HashSet<>();
        Set<String> inside = new HashSet<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            row++;
            names.clear();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = once(names, parser);
                JsonToken value = parser.nextToken();
                if (name.equals("properties")) {
                    check(value == JsonToken.START_OBJECT || value == JsonToken.VALUE_NULL);
                    inside.clear();
                    while (value == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                        String property = once(inside, parser);
                        parser.nextToken();
                        visitor.member(true, property, parser);
                    }
                } else if (name.equals("type")) {
                    parser.skipChildren();
                } else {
                    visitor.member(false, name, parser);
                }
            }
            visitor.end();
        }
        check(parser.currentToken() == JsonToken.END_ARRAY);
    }

    private String once(Set<String> names, JsonParser parser) throws IOException, ReadingException {
        String name = parser.currentName();
        if (!names.add(name)) {
            throw fault(Fault.TWICE);
        }
        return name;
    }

    private void check(boolean good) throws ReadingException {
        if (!good) {
            throw fault(Fault.DAMAGED);
        }
    }

    private ReadingException fault(Fault fault) {
        return new ReadingException(fault, row, Optional.empty());
    }

    /** Notes which columns there are, and which of them have single values only. */
    private final class Survey implements Visitor {

        @Override
        public void member(boolean property, String name, JsonParser value) throws IOException, ReadingException {
            boolean plain = !value.currentToken().isStructStart();
            value.skipChildren();
            (property ? properties : others).merge(name, plain, Boolean::logicalAnd);
            if (properties.size() + others.size() > Wire.MAX_COLUMNS) {
                throw fault(Fault.WIDE);
            }
        }

        @Override
        public void end() {
        }
    }

    /** Gives the wanted values, row by row. */
    private final class Reading implements Visitor {

        private final Map<String, Integer> wanted = new HashMap<>();
        private final byte[][] fields;
        private final Sink sink;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

        Reading(List<String> wanted, Sink sink) {
            this.sink = sink;
            fields = new byte[wanted.size()][];
            for (int i = 0; i < fields.length; i++) {
                this.wanted.put(wanted.get(i), i);
            }
        }

        @Override
        public void member(boolean property, String name, JsonParser value) throws IOException, ReadingException {
            Integer index = property || others.containsKey(name) ? wanted.get(name) : null;
            if (index == null || value.currentToken() == JsonToken.VALUE_NULL) {
                value.skipChildren();
                return;
            }
            check(value.currentToken().isScalarValue());
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text(value)));
            if (bytes.remaining() > Wire.MAX_FIELD) {
                throw fault(Fault.TOO_LONG);
            }
            fields[index] = Arrays.copyOf(bytes.array(), bytes.remaining());
        }

        @Override
        public void end() throws IOException {
            sink.row(fields);
            Arrays.fill(fields, null);
        }
    }

    /** A fraction is taken for the nearest double, as DuckDB took it, and never written with an exponent. */
    private static String text(JsonParser value) throws IOException {
        String text = value.getText();
        if (value.currentToken() != JsonToken.VALUE_NUMBER_FLOAT || Double.isInfinite(Double.parseDouble(text))) {
            return text.equals("-0") && value.currentToken() == JsonToken.VALUE_NUMBER_INT ? "0" : text;
        }
        double number = Double.parseDouble(text);
        boolean whole = Math.abs(number) < WHOLE && number == Math.rint(number);
        return whole ? new BigDecimal(number).toPlainString() + ".0"
            : new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}

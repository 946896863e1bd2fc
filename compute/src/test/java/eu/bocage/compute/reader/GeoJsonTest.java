package eu.bocage.compute.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a column of a GeoJSON file, and what is none. */
class GeoJsonTest {

    private static final String ONE = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":1}}";

    @TempDir
    Path folder;

    /** As GeoServer and QGIS export them: the number of a record is not the owner's identifier. */
    @Test
    void takesThePropertyWhereTheFeatureHasAMemberOfThatName() throws Exception {
        assertThat(read("""
            {"type":"FeatureCollection","features":[
             {"type":"Feature","id":"layer.0","geometry":null,"properties":{"id":"household-0","kwh":1}},
             {"type":"Feature","id":"layer.1","geometry":null,"properties":{"id":"household-0","kwh":2}},
             {"type":"Feature","geometry":null,"properties":{"kwh":3,"id":"household-1"}},
             {"type":"Feature","properties":{"kwh":4},"geometry":null,"id":"layer.3"}]}""", "id", "kwh"))
            .containsExactly("id kwh geometry", "household-0|1|", "household-0|2|", "household-1|3|", "|4|");
    }

    @Test
    void takesWhatAFeatureHasBesideWhereNoPropertyIsCalledSo() throws Exception {
        assertThat(read("""
            {"type":"FeatureCollection","name":"layer","features":[
             {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":"x","ID":"y"}},
             {"type":"Feature","bbox":[1,2],"properties":null}]}""", "id", "a", "ID"))
            .containsExactly("a ID id geometry bbox", "7|x|y|", "|||");
    }

    @Test
    void writesNumbersWithoutAnExponentAndWholeOnesAsTheyStand() throws Exception {
        StringBuilder features = new StringBuilder();
        for (String value : List.of("12.50", "1.0", "1e3", "1E-7", "-0", "12345678901234567890123", "1e20", "true",
                "0.1", "123456789.125", "-0.25", "\"1.50\"", "\"\"", "null", "\"\\u00e9\\ud83d\\ude00\"")) {
            features.append(features.isEmpty() ? "" : ",").append(ONE.replace("1", value));
        }
        assertThat(read(collection(features.toString()), "a").subList(1, 16)).containsExactly("12.5|", "1.0|",
            "1000.0|", "0.0000001|", "0|", "12345678901234567890123|", "100000000000000000000|", "true|", "0.1|",
            "123456789.125|", "-0.25|", "1.50|", "|", "|", "é\uD83D\uDE00|");
    }

    @Test
    void refusesNamesThatComeTwiceWithTheRow() throws Exception {
        String[] texts = {"{\"type\":\"FeatureCollection\",\"features\":[" + ONE + "],\"features\":[" + ONE + "]}",
            collection(ONE + "," + ONE.replace("{\"a\":1}", "{\"a\":1},\"properties\":{\"a\":2}")),
            collection(ONE + "," + ONE.replace("{\"a\":1}", "{\"a\":1,\"b\":2,\"a\":1}"))};
        int[] rows = {1, 2, 2};
        for (int i = 0; i < texts.length; i++) {
            ReadingException e = refused(texts[i]);
            assertThat(e.fault()).isEqualTo(Fault.TWICE);
            assertThat(e.row()).isEqualTo(rows[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"FeatureCollection\"}", "{\"features\":[{\"properties\":{\"a\":1}}]}",
        "[{\"a\":1}]", "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":1}}", "",
        "{\"type\":\"FeatureCollection\",\"features\":{\"a\":1}}", "{\"type\":\"FeatureCollection\",\"features\":[1]}",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":[1]}]}",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"a\":1}}]} {}",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"a\":1}}]",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"a\":\"\\ud800\"}}]}"})
    void refusesWhatIsNoWholeCollection(String text) throws Exception {
        assertThat(refused(text).fault()).isEqualTo(Fault.DAMAGED);
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        Path file = Files.write(folder.resolve("latin.geojson"), collection(ONE.replace("1", "\"é\""))
            .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(ReadingException.class, () -> Child.reader().read(file, Format.GEOJSON,
            List.of("a"), new Texts())).fault()).isEqualTo(Fault.DAMAGED);
    }

    @Test
    void refusesValuesAndHeadersThatAreTooLong() throws Exception {
        ReadingException value = refused(collection(ONE + "," + ONE.replace("1", "\"" + "x".repeat(1 << 21) + "\"")));
        assertThat(value.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(value.row()).isEqualTo(2);
        StringBuilder wide = new StringBuilder("1");
        for (int i = 0; i < Wire.MAX_COLUMNS; i++) {
            wide.append(",\"a").append(i).append("\":1");
        }
        assertThat(refused(collection(ONE.replace("1", wide))).fault()).isEqualTo(Fault.WIDE);
    }

    private static String collection(String features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
    }

    private List<String> read(String text, String... wanted) throws IOException, ReadingException {
        Texts texts = new Texts();
        Child.reader().read(file(text), Format.GEOJSON, List.of(wanted), texts);
        return texts.all;
    }

    private ReadingException refused(String text) throws IOException {
        Path file = file(text);
        return catchThrowableOfType(ReadingException.class,
            () -> Child.reader().read(file, Format.GEOJSON, List.of("a"), new Texts()));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rows", ".geojson"), text);
    }

    /** The header, then each row. */
    private static final class Texts implements RowSink {

        private final List<String> all = new ArrayList<>();
        private final StringBuilder row = new StringBuilder();

        @Override
        public void header(List<String> names, long line) {
            all.add(String.join(" ", names));
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            row.append(buffer, offset, length).append('|');
        }

        @Override
        public boolean end(int fields, long line) {
            all.add(row.toString());
            row.setLength(0);
            return true;
        }
    }
}

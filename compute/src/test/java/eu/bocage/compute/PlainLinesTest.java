package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import eu.bocage.compute.reader.RowSink;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The same rows as the full parser alone, with the same lines, or a fault where it has one; and as another parser. */
class PlainLinesTest {

    @Property(tries = 2000)
    void readsWhatTheFullParserReads(@ForAll("texts") String text) throws IOException {
        compare(text, text.contains(";") ? ';' : ',');
    }

    /** Lines and fields that cross the ends of blocks, with all three line ends. */
    @Property(tries = 60)
    void readsLongFilesAsTheFullParserDoes(@ForAll("lines") List<String> lines, @ForAll("odd") String odd)
            throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        while (text.length() < 3 * PlainLines.BLOCK) {
            lines.forEach(text::append);
            text.append("x".repeat(Math.max(0, PlainLines.BLOCK - 3 - text.length() % PlainLines.BLOCK) % 4096))
                .append(",y\r\n");
        }
        compare(text + odd, ',');
    }

    @Example
    void leavesLinesToTheFullParserThatAreLongerThanABlock() throws IOException {
        String wide = "w".repeat(PlainLines.BLOCK - 4);
        for (String middle : List.of(wide + ",1\n", wide + "ww,1\n", wide + "wwwww,1\n", wide + wide + ",1\r\n",
                "\"" + wide + "\n" + wide + "\",1\n", ",".repeat(9000) + "\n")) {
            compare("a,b\n1,2\n" + middle + "3,4\n", ',');
        }
    }

    /** FastCSV before 4.3.0 lost the row: to it the line end began with the last character inside the quotes. */
    @Example
    void keepsRowsWhoseLastTextEndsInALineBreak() throws IOException {
        assertThat(rows("a,b\n1,\"x\r\"\n2,y\n")).containsExactly("1:[a, b]", "2:[1, x\r]", "4:[2, y]");
        assertThat(rows("a\n\"x\r\"\n2\n")).containsExactly("1:[a]", "2:[x\r]", "4:[2]");
        assertThat(rows("a\n\"x\r\"")).containsExactly("1:[a]", "2:[x\r]");
        assertThat(rows("a\n\"x\r\n\"\r\n2")).containsExactly("1:[a]", "2:[x\r\n]", "4:[2]");
    }

    @Example
    void stopsWhereItIsTold() throws IOException {
        List<Long> lines = new ArrayList<>();
        PlainLines plain = new PlainLines(new PushbackReader(new StringReader("a\n\nb\nc\n"), PlainLines.BLOCK), ',',
            new PlainLines.Sink() {
                @Override
                public void field(int index, char[] buffer, int offset, int length) {
                }

                @Override
                public boolean end(int fields, long line) {
                    lines.add(line);
                    return lines.size() < 2;
                }
            });
        assertThat(plain.read()).isEqualTo(PlainLines.End.STOPPED);
        assertThat(lines).containsExactly(1L, 3L);
    }

    private static void compare(String text, char separator) throws IOException {
        List<String> expected = new ArrayList<>();
        boolean fault = false;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false).maxBufferSize(1 << 20).ofCsvRecord(text)) {
            reader.forEach(one -> expected.add(one.getStartingLineNumber() + ":" + one.getFields()));
        } catch (CsvParseException e) {
            fault = true;
        }
        Rows rows = new Rows();
        boolean refused = !read(text, rows);
        assertThat(rows.got).isEqualTo(expected);
        assertThat(refused).isEqualTo(fault || expected.isEmpty());
        compareWithAnother(text, separator, rows.got, fault);
    }

    /** The other library does not tell where a row began, and takes blanks behind a closing quote. */
    private static void compareWithAnother(String text, char separator, List<String> got, boolean fault)
            throws IOException {
        List<String> expected = new ArrayList<>();
        boolean otherFault = false;
        try (CSVParser parser = CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get()
                .parse(new StringReader(text))) {
            parser.forEach(one -> expected.add(one.toList().toString()));
        } catch (UncheckedIOException e) {
            otherFault = true;
        }
        assertThat(got).extracting(row -> row.substring(row.indexOf(':') + 1)).isEqualTo(expected);
        assertThat(fault).isEqualTo(otherFault);
    }

    private static List<String> rows(String text) throws IOException {
        Rows rows = new Rows();
        assertThat(read(text, rows)).isTrue();
        return rows.got;
    }

    /** @return whether it has been taken to its end */
    private static boolean read(String text, RowSink rows) throws IOException {
        Path file = Files.createTempFile("plain", ".csv");
        try {
            CsvFile.read(Files.writeString(file, text, StandardCharsets.UTF_8), rows);
            return true;
        } catch (InvalidInput e) {
            return false;
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> field = Arbitraries.oneOf(Arbitraries.of("", "a", "12", " ", "\"\"", "\"b\"", "\"c,d\"",
            "\"e\"\"f\"", "\"g\nh\"", "\"i\r\nj\"", "\"o\r\"", "\"p\n\"", "k\"l", "\"m\"n", "\"",
            "é€\uD83D\uDE00", "\u0000"),
            Arbitraries.of("a", "b", "c"));
        Arbitrary<String> glue = Arbitraries.of(",", ",", ",", "\n", "\n", "\r\n", "\r", "\n\n", "\r\r\n");
        Arbitrary<String> commas = field.list().ofMaxSize(12).flatMap(fields -> glue.list().ofSize(fields.size())
            .map(ends -> woven(fields, ends)));
        return Arbitraries.oneOf(commas, commas.map(text -> text.replace(',', ';') + "\n;"));
    }

    private static String woven(List<String> fields, List<String> ends) {
        StringBuilder text = new StringBuilder("h,i");
        for (int i = 0; i < fields.size(); i++) {
            text.append(ends.get(i)).append(fields.get(i));
        }
        return text.toString();
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of("1,2\n", "3,\"4\"\r\n", "\n", "é€,\uD83D\uDE00\n", "\"5\",6\r", "7\n", ",\n", "8,9,10\n")
            .list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.of("", "end", "end\r", "\"a\"\"b\",c\nd,e\n", "\"a\nb\",c\nd,e", "\"open", "f\"g,h\n",
            "\"i\"j\n", "\"\"\n", "\"\"", "k,\"\"");
    }

    /** What a sink is told, a text for each row. */
    private static final class Rows implements RowSink {

        private final List<String> got = new ArrayList<>();
        private final List<String> row = new ArrayList<>();

        @Override
        public void header(List<String> names, long line) {
            got.add(line + ":" + names);
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            assertThat(index).isEqualTo(row.size());
            row.add(new String(buffer, offset, length));
        }

        @Override
        public boolean end(int fields, long line) {
            assertThat(fields).isEqualTo(row.size());
            got.add(line + ":" + row);
            row.clear();
            return true;
        }
    }
}

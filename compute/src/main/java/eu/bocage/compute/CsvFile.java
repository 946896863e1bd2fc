package eu.bocage.compute;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import eu.bocage.compute.reader.RowSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A CSV file after RFC 4180, strictly in UTF-8 (a byte order mark is skipped), separated by commas or semicolons, which
 * the header tells. Read in one pass with bounded memory: a field past about 1 Mi characters is a fault, and so is a
 * header of more than {@value #MAX_COLUMNS} columns or about 1 Mi characters; of another row one field at a time is
 * kept. So is a quote that is open at the end. Lines without anything more than that are read by {@link PlainLines},
 * all from the first other line on by FastCSV.
 */
final class CsvFile {

    private static final int MAX_CHARS = 1 << 20;
    private static final int MAX_COLUMNS = 10_000;

    private CsvFile() {
    }

    /** @throws InvalidInput naming line and remedy when it is not such a file */
    static void read(Path csv, RowSink rows) {
        char separator = separator(csv);
        Records records = new Records(rows);
        try (PushbackReader in = new PushbackReader(open(csv), PlainLines.BLOCK)) {
            PlainLines plain = new PlainLines(in, separator, records);
            if (plain.read() == PlainLines.End.NOT_PLAIN) {
                readOn(in, separator, new Handler(records, plain.lines()));
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw explained(csv, records.line, e);
        } catch (IOException e) {
            throw explained(csv, records.line, new UncheckedIOException("cannot read " + csv, e));
        }
        if (!records.named) {
            throw Json.invalidLine(1, "le fichier est vide ; la première ligne nomme les colonnes",
                "the file is empty; its first line names the columns");
        }
    }

    /** Has FastCSV read the rest. How many fields a row has is counted by its reader, in words of its own. */
    private static void readOn(Reader in, char separator, Handler handler) throws IOException {
        try (CsvReader<Boolean> reader = CsvReader.builder().fieldSeparator(separator)
                 .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                 .allowUnclosedQuote(false).maxBufferSize(MAX_CHARS).build(handler, in)) {
            for (boolean goOn : reader) {
                if (!goOn) {
                    return;
                }
            }
        }
    }

    private static InvalidInput explained(Path csv, long line, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput known) {
                return known;
            }
            if (cause instanceof CharacterCodingException) {
                return Json.invalidLine(badLine(csv), "n'est pas en UTF-8 ; enregistrez le fichier en UTF-8",
                    "is not UTF-8; save the file as UTF-8");
            }
        }
        if (e instanceof UncheckedIOException io) {
            throw io;
        }
        return noCsv(line);
    }

    private static InvalidInput noCsv(long line) {
        return Json.invalidLine(Math.max(1, line), "n'est pas du CSV (RFC 4180) à partir d'ici : un guillemet "
                + "n'est pas fermé, du texte suit un guillemet fermant, ou la ligne est trop longue ; doublez les "
                + "guillemets dans un texte",
            "is not CSV (RFC 4180) from here on: a quote is not closed, text follows a closing quote, or the line is "
                + "too long; double the quotes inside a text");
    }

    private static Reader open(Path csv) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(csv), 1 << 16);
        in.mark(3);
        byte[] start = in.readNBytes(3);
        if (start.length > 1 && (start[0] == -1 && start[1] == -2 || start[0] == -2 && start[1] == -1)) {
            in.close();
            throw Json.invalidLine(1, "est en UTF-16 ; enregistrez le fichier en UTF-8",
                "is UTF-16; save the file as UTF-8");
        }
        if (start.length < 3 || start[0] != (byte) 0xEF || start[1] != (byte) 0xBB || start[2] != (byte) 0xBF) {
            in.reset();
        }
        return new InputStreamReader(in, strict());
    }

    private static CharsetDecoder strict() {
        return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Comma or semicolon, whichever stands more often in the first line that is not empty, outside quotes. */
    private static char separator(Path csv) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        try (Reader in = open(csv)) {
            int c = in.read();
            while (c == '\n' || c == '\r') {
                c = in.read();
            }
            for (int n = 0; n < MAX_CHARS && c >= 0 && (quoted || c != '\n' && c != '\r'); n++) {
                quoted ^= c == '"';
                commas += !quoted && c == ',' ? 1 : 0;
                semicolons += !quoted && c == ';' ? 1 : 0;
                tabs += !quoted && c == '\t' ? 1 : 0;
                c = in.read();
            }
        } catch (CharacterCodingException e) {
            return ',';
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + csv, e);
        }
        if (tabs > commas && tabs > semicolons) {
            throw Json.invalidLine(1, "sépare les colonnes par des tabulations ; prenez la virgule ou le "
                + "point-virgule", "separates the columns by tabs; use commas or semicolons");
        }
        return semicolons > commas ? ';' : ',';
    }

    /** The line of the first byte that is not UTF-8; LF, CR or CRLF ends one. */
    private static long badLine(Path csv) {
        CharsetDecoder decoder = strict();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        long line = 1;
        byte before = 0;
        try (ReadableByteChannel in = Files.newByteChannel(csv)) {
            boolean more = true;
            while (more) {
                more = in.read(bytes) >= 0;
                bytes.flip();
                CoderResult result = decoder.decode(bytes, chars.clear(), !more);
                for (int i = 0; i < bytes.position(); i++) {
                    byte now = bytes.get(i);
                    line += now == '\r' || now == '\n' && before != '\r' ? 1 : 0;
                    before = now;
                }
                if (result.isError()) {
                    return line;
                }
                bytes.compact();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + csv, e);
        }
        return line;
    }

    /** Takes the first line for the header and passes on the others. */
    private static final class Records implements PlainLines.Sink {

        private final RowSink rows;
        private final List<String> header = new ArrayList<>();
        private boolean named;
        private int characters;
        private long line;

        Records(RowSink rows) {
            this.rows = rows;
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            if (named) {
                rows.field(index, buffer, offset, length);
            } else if (index == MAX_COLUMNS || (characters += length) > MAX_CHARS) {
                throw Json.invalidLine(Math.max(1, line), "a plus de " + MAX_COLUMNS + " colonnes ou des noms trop "
                        + "longs ; gardez les colonnes de la fiche, et vérifiez que le fichier a plusieurs lignes",
                    "has more than " + MAX_COLUMNS + " columns or names that are too long; keep the columns of the "
                        + "card, and see that the file has several lines");
            } else {
                header.add(new String(buffer, offset, length));
            }
        }

        @Override
        public boolean end(int fields, long line) {
            if (named) {
                return rows.end(fields, line);
            }
            named = true;
            refuseOtherSeparators();
            rows.header(List.copyOf(header), line);
            return true;
        }

        /** What would else be a table of one column. */
        private void refuseOtherSeparators() {
            if (header.getFirst().toLowerCase(Locale.ROOT).startsWith("sep=")) {
                throw Json.invalidLine(Math.max(1, line), "est une consigne pour un tableur (sep=) ; enlevez cette "
                    + "ligne", "is an instruction for a spreadsheet (sep=); remove this line");
            }
            if (header.size() == 1 && header.getFirst().contains("|")) {
                throw Json.invalidLine(Math.max(1, line), "sépare les colonnes par des barres (|) ; prenez la virgule "
                    + "ou le point-virgule", "separates the columns by bars (|); use commas or semicolons");
            }
        }
    }

    /** Passes fields on without making texts of them. */
    private static final class Handler extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final Records records;
        private final long linesBefore;

        Handler(Records records, long linesBefore) {
            this.records = records;
            this.linesBefore = linesBefore;
        }

        @Override
        protected void handleBegin(long startingLine) {
            records.line = linesBefore + startingLine;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            records.field(index, buffer, offset, length);
        }

        @Override
        protected Boolean buildRecord() {
            return getRecordType() == RecordType.EMPTY || records.end(getFieldCount(), records.line);
        }
    }
}

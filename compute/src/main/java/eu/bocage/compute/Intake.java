package eu.bocage.compute;

import eu.bocage.compute.reader.RowSink;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads a source into columns and checks every declared field of every row. A value that is not taken as it stands goes
 * by the rule that the card declares for it, and is counted; without a rule it is a fault, and a source with a fault is
 * not kept. Undeclared columns are not looked at.
 */
final class Intake implements RowSink {

    /** What one reading gave. */
    record Result(Columns columns, IntakeReport report) {
    }

    private static final int MAX_ID_CHARS = Numbering.MAX_NAME;
    private static final int REPORT_EVERY = 1 << 16;
    private static final int UNIT = 0;
    private static final int NO_UNIT = -1;
    private static final int EMPTY_UNIT = -2;
    private static final int DECOMPOSED_UNIT = -3;
    /** Every text of characters below it is in Unicode form NFC (Unicode Standard Annex 15, NFC_Quick_Check). */
    private static final char FIRST_COMBINING = 0x300;

    private final Card card;
    private final LongConsumer progress;
    private final boolean inLines;
    private final Room room;
    private final Faults faults;
    private final Tally tally;
    private final ColumnsBuilder builder;
    private final KeyReader[] keyReaders;
    private final MeasureReader[] measureReaders;
    private List<String> names = List.of();
    private int[] roles = {};
    private int width;

    private long read;
    private int unit = NO_UNIT;
    private boolean fresh;
    private final int[] codes;
    private final long[] steps;

    private Intake(Card card, boolean inLines, LongConsumer progress, Room room, Beside beside) {
        this.card = card;
        this.room = room;
        this.inLines = inLines;
        this.faults = new Faults(inLines);
        this.tally = new Tally(inLines);
        this.progress = progress;
        Layout layout = Layout.of(card);
        this.measureReaders = layout.measures().stream()
            .map(measure -> new MeasureReader(measure, card.rules("measures." + measure.name())))
            .toArray(MeasureReader[]::new);
        this.keyReaders = new KeyReader[layout.keys().size()];
        Arrays.setAll(keyReaders, i -> KeyReader.of(card, layout.keys().get(i), layout.values().get(i)));
        this.builder = new ColumnsBuilder(new RowPacking(Arrays.stream(keyReaders).mapToInt(KeyReader::codes).toArray(),
            layout.measures()), beside);
        this.codes = new int[keyReaders.length];
        this.steps = new long[measureReaders.length];
    }

    /** @throws InvalidInput naming place, column and remedy of the first faults */
    static Result read(Source source, Card card, LongConsumer progress) {
        return read(source, card, progress, Room.ofThisProcess());
    }

    static Result read(Source source, Card card, LongConsumer progress, Room room) {
        try (Beside beside = new Beside()) {
            Intake intake = new Intake(card, source.inLines(), progress, room, beside);
            source.read(intake.columns(), intake);
            return intake.result();
        }
    }

    private Result result() {
        faults.check();
        if (builder.rows() == 0) {
            Place place = inLines ? Place.line(2) : Place.SOURCE;
            throw new InvalidInput(List.of(read == 0
                ? noRow(place)
                : place.problem("aucune ligne ne reste après les règles de la fiche ; revoyez-les, ou le fichier",
                    "no row is left after the card's rules; look at them again, or at the file")));
        }
        progress.accept(builder.rows());
        Future<Integer> alike = builder.alike();
        Columns columns = builder.build(Arrays.stream(keyReaders).map(KeyReader::found).toList());
        HeavyUnits heavy = HeavyUnits.in(columns, card.unitRows());
        tally.alike(card.unitColumn(), Beside.result(alike));
        List<Problem> notes = new ArrayList<>(tally.notes());
        card.rowsPerUnit().ifPresent(counted -> HeavyUnits.uncounted(counted, card.unitRows()).ifPresent(notes::add));
        if (heavy.any()) {
            notes.add(heavy.note(card));
            columns = heavy.lightened(columns);
        }
        return new Result(columns, new IntakeReport(read, columns.rows(), columns.units(), List.copyOf(notes)));
    }

    static Problem noRow(Place place) {
        return place.problem("il n'y a aucune ligne de données", "there is no row of data");
    }

    /** The columns that the card names, each once. */
    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(card.unitColumn()));
        Arrays.stream(keyReaders).map(KeyReader::column).forEach(columns::add);
        Arrays.stream(measureReaders).map(MeasureReader::column).forEach(columns::add);
        return columns;
    }

    @Override
    public void header(List<String> header, long line) {
        names = header;
        width = header.size();
        roles = new int[header.size()];
        Arrays.fill(roles, Integer.MIN_VALUE);
        nameOnce(header, line, faults);
        List<String> columns = columns();
        for (int i = 0; i < columns.size(); i++) {
            role(columns.get(i), line, i - 1);
        }
        faults.check();
    }

    /** Names each column that has the name of one before it. */
    static void nameOnce(List<String> header, long line, Faults faults) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            Integer before = first.putIfAbsent(header.get(i), i);
            if (before != null) {
                faults.add(line, "a deux fois le même nom de colonne : les colonnes " + (before + 1) + " et " + (i + 1)
                        + " ; renommez-en une",
                    "has one column name twice: the columns " + (before + 1) + " and " + (i + 1) + "; rename one");
            }
        }
    }

    private void role(String column, long line, int role) {
        int index = names.indexOf(column);
        if (index >= 0) {
            roles[index] = role;
            return;
        }
        boolean near = names.stream().anyMatch(name -> name.strip().equalsIgnoreCase(column));
        String where = inLines ? "la première ligne doit nommer cette colonne exactement ainsi"
            : "il faut une colonne de ce nom exactement";
        String place = inLines ? "the first line has to name this column exactly so"
            : "there has to be a column of exactly this name";
        faults.add(line, column, "manque ; " + where
                + (near ? " (une autre n'en diffère que par les majuscules ou les espaces)" : ", ou corrigez la fiche"),
            "is missing; " + place
                + (near ? " (one differs from it in upper case or spaces only)" : ", or mend the card"));
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        int role = index < roles.length ? roles[index] : Integer.MIN_VALUE;
        if (role == -1) {
            boolean plain = length > 0 && length <= MAX_ID_CHARS && builder.plainUnit(buffer, offset, length);
            unit = plain ? UNIT : length == 0 ? EMPTY_UNIT : id(buffer, offset, length);
            if (unit == UNIT && !plain) {
                builder.unit(buffer, offset, length);
            }
        } else if (role >= keyReaders.length) {
            int measure = role - keyReaders.length;
            steps[measure] = measureReaders[measure].steps(buffer, offset, length);
        } else if (role >= 0) {
            codes[role] = keyReaders[role].code(buffer, offset, length);
        }
    }

    @Override
    public boolean end(int fields, long line) {
        read++;
        fresh = false;
        if (fields != width) {
            ragged(fields, names.size(), line, faults);
            return true;
        }
        boolean good = unit(line);
        for (int i = 0; i < codes.length; i++) {
            good &= codes[i] >= 0 || settle(keyReaders[i], i, line);
        }
        for (int i = 0; i < steps.length; i++) {
            good &= !StepReader.wrong(steps[i]) && !measureReaders[i].rounded()
                || settle(measureReaders[i], i, line);
        }
        if (builder.rows() == ColumnsBuilder.MAX_ROWS || !builder.fits(room)) {
            throw new InvalidInput(List.of(faults.place(line).problem(
                "dépasse ce que la mémoire de ce nœud peut tenir ; partagez les données en plusieurs jeux, "
                    + "raccourcissez les noms des unités, ou donnez plus de mémoire à Java (-Xmx)",
                "is past what the memory of this node can hold; split the data into several datasets, shorten the "
                    + "names of units, or give Java more memory (-Xmx)")));
        }
        if (good) {
            if (fresh) {
                take(line);
            }
            builder.add(codes, steps);
            if (builder.rows() % REPORT_EVERY == 0) {
                progress.accept(builder.rows());
            }
        }
        return true;
    }

    /** A row that has not as many fields as the header. */
    static void ragged(int fields, int header, long line, Faults faults) {
        faults.add(line, "a " + fields + " champs et l'en-tête " + header + " ; complétez la ligne, ou mettez entre "
                + "guillemets un texte qui contient le séparateur",
            "has " + fields + " fields and the header " + header + "; complete the row, or put a text with the "
                + "separator in it in quotes");
    }

    private boolean unit(long line) {
        if (unit == UNIT) {
            return true;
        }
        Trouble trouble = unit == EMPTY_UNIT ? Trouble.EMPTY : Trouble.UNREADABLE;
        Remedy remedy = card.rules(CardReader.UNIT).of(trouble);
        if (remedy instanceof Remedy.RefuseRow) {
            tally.add(card.unitColumn(), trouble, remedy, line);
        } else if (unit == DECOMPOSED_UNIT) {
            faults.add(line, card.unitColumn(), "n'est pas dans la forme Unicode NFC : un accent, par exemple, est "
                    + "écrit à part de sa lettre ; enregistrez les noms en NFC, sinon une même unité pourrait compter "
                    + "deux fois",
                "is not in Unicode form NFC: an accent, for example, is written apart from its letter; save the names "
                    + "in NFC, or one unit could count twice");
        } else {
            faults.add(line, card.unitColumn(), "est vide, a plus de " + MAX_ID_CHARS + " caractères, ou des espaces "
                    + "ou caractères de commande autour ou dedans ; chaque ligne nomme son unité d'une seule façon",
                "is empty, has more than " + MAX_ID_CHARS + " characters, spaces around it or control characters; "
                    + "each row names its unit, in one way only");
        }
        return false;
    }

    /** Gives codes to the values of private keys that the row under way is the first to have. */
    private void take(long line) {
        for (int key = 0; key < codes.length; key++) {
            if (codes[key] == KeyReader.NEW) {
                codes[key] = keyReaders[key].taken();
                if (codes[key] < 0) {
                    keyReaders[key].explain(codes[key], line, faults);
                }
                builder.found(keyReaders[key].takenBytes());
            }
        }
    }

    /** Whether the row goes on, maybe with a value that takes the place of what was wrong. */
    private boolean settle(KeyReader reader, int key, long line) {
        if (codes[key] == KeyReader.NEW) {
            fresh = true;
            return true;
        }
        Trouble trouble = codes[key] == KeyReader.EMPTY ? Trouble.EMPTY : Trouble.UNLISTED;
        Remedy remedy = reader.rules().of(trouble);
        if (remedy instanceof Remedy.RefuseFile) {
            reader.explain(codes[key], line, faults);
            return false;
        }
        tally.add(reader.column(), trouble, remedy, line);
        if (remedy instanceof Remedy.Use(String value)) {
            codes[key] = reader.code(value);
            if (codes[key] == KeyReader.NEW) {
                fresh = true;
                return true;
            }
            if (codes[key] < 0) {
                reader.explain(codes[key], line, faults);
            }
            return codes[key] >= 0;
        }
        return false;
    }

    private boolean settle(MeasureReader reader, int measure, long line) {
        if (reader.rounded()) {
            tally.add(reader.column(), Trouble.OFF_GRID, reader.rules().of(Trouble.OFF_GRID), line);
        }
        if (!StepReader.wrong(steps[measure])) {
            return true;
        }
        Trouble trouble = StepReader.trouble(steps[measure]);
        Remedy remedy = reader.rules().of(trouble);
        if (remedy instanceof Remedy.RefuseFile) {
            reader.explain(steps[measure], line, faults);
            return false;
        }
        tally.add(reader.column(), trouble, remedy, line);
        steps[measure] = reader.settled(steps[measure], remedy);
        return !StepReader.wrong(steps[measure]);
    }

    private static int id(char[] buffer, int offset, int length) {
        if (length > MAX_ID_CHARS || space(buffer[offset]) || space(buffer[offset + length - 1])) {
            return NO_UNIT;
        }
        boolean composed = true;
        for (int i = offset; i < offset + length; i++) {
            if ((buffer[i] <= ' ' || buffer[i] > '~') && Character.isISOControl(buffer[i])) {
                return NO_UNIT;
            }
            composed &= buffer[i] < FIRST_COMBINING;
        }
        return composed || Normalizer.isNormalized(CharBuffer.wrap(buffer, offset, length), Normalizer.Form.NFC) ? UNIT
            : DECOMPOSED_UNIT;
    }

    private static boolean space(char c) {
        return (c <= ' ' || c > '~') && (Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}

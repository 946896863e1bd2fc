package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads a CSV file into columns and checks every declared field of every row; a row with a fault is never kept, nor is
 * a file with one. Undeclared columns are not looked at.
 */
final class Intake implements CsvRows {

    private static final int MAX_ID_CHARS = 256;
    private static final int REPORT_EVERY = 1 << 16;

    private final Card card;
    private final Layout layout;
    private final LongConsumer progress;
    private final Faults faults = new Faults();
    private final ColumnsBuilder builder;
    private final List<KeyReader> keyReaders = new ArrayList<>();
    private final List<StepReader> stepReaders;
    private List<String> names = List.of();
    private int[] roles = {};

    private int unit = -1;
    private final int[] codes;
    private final long[] steps;

    private Intake(Card card, LongConsumer progress) {
        this.card = card;
        this.layout = Layout.of(card);
        this.progress = progress;
        this.stepReaders = layout.measures().stream().map(StepReader::new).toList();
        for (int i = 0; i < layout.keys().size(); i++) {
            keyReaders.add(KeyReader.of(card, layout.keys().get(i), layout.values().get(i)));
        }
        this.builder = new ColumnsBuilder(keyReaders.size(), stepReaders.size());
        this.codes = new int[keyReaders.size()];
        this.steps = new long[stepReaders.size()];
    }

    /** @throws InvalidInput naming line, column and remedy of the first faults */
    static Columns read(Path csv, Card card, LongConsumer progress) {
        Intake intake = new Intake(card, progress);
        CsvFile.read(csv, intake);
        intake.faults.check();
        if (intake.builder.rows() == 0) {
            throw Json.invalidLine(2, "il n'y a aucune ligne de données sous l'en-tête",
                "there is no row of data below the header");
        }
        progress.accept(intake.builder.rows());
        return intake.builder.build();
    }

    @Override
    public void header(List<String> header, long line) {
        names = header;
        roles = new int[header.size()];
        Arrays.fill(roles, Integer.MIN_VALUE);
        for (int i = 0; i < header.size(); i++) {
            if (header.indexOf(header.get(i)) < i) {
                faults.add(line, "a deux fois le même nom de colonne : la " + (header.indexOf(header.get(i)) + 1)
                        + "e et la " + (i + 1) + "e ; renommez-en une",
                    "has one column name twice: the columns " + (header.indexOf(header.get(i)) + 1) + " and " + (i + 1)
                        + "; rename one");
            }
        }
        role(card.unitColumn(), line, -1);
        for (int i = 0; i < keyReaders.size(); i++) {
            role(keyReaders.get(i).column(), line, i);
        }
        for (int i = 0; i < stepReaders.size(); i++) {
            role(layout.measures().get(i).column(), line, keyReaders.size() + i);
        }
        faults.check();
    }

    private void role(String column, long line, int role) {
        int index = names.indexOf(column);
        if (index >= 0) {
            roles[index] = role;
            return;
        }
        boolean near = names.stream().anyMatch(name -> name.strip().equalsIgnoreCase(column));
        faults.add(line, column, "manque ; la première ligne doit nommer cette colonne exactement ainsi"
                + (near ? " (une autre n'en diffère que par les majuscules ou les espaces)" : ", ou corrigez la fiche"),
            "is missing; the first line has to name this column exactly so"
                + (near ? " (one differs from it in upper case or spaces only)" : ", or mend the card"));
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        int role = index < roles.length ? roles[index] : Integer.MIN_VALUE;
        if (role == -1) {
            unit = id(buffer, offset, length) ? builder.unit(buffer, offset, length) : -1;
        } else if (role >= keyReaders.size()) {
            int measure = role - keyReaders.size();
            steps[measure] = stepReaders.get(measure).steps(buffer, offset, length);
        } else if (role >= 0) {
            codes[role] = keyReaders.get(role).code(buffer, offset, length);
        }
    }

    @Override
    public boolean end(int fields, long line) {
        if (fields != names.size()) {
            faults.add(line, "a " + fields + " champs et l'en-tête " + names.size() + " ; complétez la ligne, ou "
                    + "mettez entre guillemets un texte qui contient le séparateur",
                "has " + fields + " fields and the header " + names.size() + "; complete the row, or put a text with "
                    + "the separator in it in quotes");
            return true;
        }
        if (unit < 0) {
            faults.add(line, card.unitColumn(), "est vide, a plus de " + MAX_ID_CHARS + " caractères, ou des espaces "
                    + "ou caractères de commande autour ou dedans ; chaque ligne nomme son unité d'une seule façon",
                "is empty, has more than " + MAX_ID_CHARS + " characters, spaces around it or control characters; "
                    + "each row names its unit, in one way only");
        }
        boolean good = unit >= 0;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0) {
                good = false;
                keyReaders.get(i).explain(line, faults);
            }
        }
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] <= StepReader.OUT_OF_BOUNDS) {
                good = false;
                stepReaders.get(i).explain(steps[i], line, faults);
            }
        }
        if (builder.rows() == ColumnsBuilder.MAX_ROWS) {
            throw Json.invalidLine(line, "dépasse le nombre de lignes possible ; partagez le fichier",
                "is past the possible number of rows; split the file");
        }
        if (good) {
            builder.add(unit, codes, steps);
            if (builder.rows() % REPORT_EVERY == 0) {
                progress.accept(builder.rows());
            }
        }
        return true;
    }

    private static boolean id(char[] buffer, int offset, int length) {
        if (length == 0 || length > MAX_ID_CHARS || space(buffer[offset]) || space(buffer[offset + length - 1])) {
            return false;
        }
        for (int i = offset; i < offset + length; i++) {
            if (Character.isISOControl(buffer[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean space(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /**
     * Turns the text of a key into its code.
     *
     * @param column    in the file
     * @param texts     every text that is taken
     * @param codeOf    by number of text, its code
     * @param expected  what is taken, in words
     */
    private record KeyReader(String column, Dictionary texts, int[] codeOf, String expectedFrench,
                             String expectedEnglish) {

        static KeyReader of(Card card, String key, List<String> values) {
            Dictionary texts = new Dictionary();
            values.forEach(texts::intern);
            int[] codeOf = new int[texts.size()];
            Arrays.setAll(codeOf, i -> i);
            if (!key.equals(CardReader.ZONING)) {
                String list = String.join(", ", values.subList(0, Math.min(values.size(), 20)))
                    + (values.size() > 20 ? ", …" : "");
                return new KeyReader(card.keyMap().get(key).column(), texts, codeOf,
                    "n'est aucune des valeurs de la fiche : " + list, "is none of the card's values: " + list);
            }
            Zone zone = card.zone().orElseThrow();
            if (zone.level() == Level.COMMUNE) {
                int current = texts.size();
                List<String> former = Geography.official().otherCodes().keySet().stream().sorted().toList();
                codeOf = Arrays.copyOf(codeOf, current + former.size());
                for (String code : former) {
                    String now = Geography.official().otherCodes().get(code);
                    int at = texts.find(now.toCharArray(), 0, now.length());
                    codeOf[texts.intern(code)] = at < current ? at : -1;
                }
            }
            String region = zone.region().map(code -> " de la région " + code).orElse("");
            String inside = zone.region().map(code -> " of région " + code).orElse("");
            String level = zone.level().text();
            return new KeyReader(zone.column(), texts, codeOf,
                "n'est le code d'aucun lieu du niveau « " + level + " »" + region
                    + " ; gardez les zéros de tête (01001)",
                "is the code of no place of the level \"" + level + "\"" + inside
                    + "; keep leading zeros (01001)");
        }

        /** The code, or -1. */
        int code(char[] buffer, int offset, int length) {
            int number = texts.find(buffer, offset, length);
            return number < 0 ? -1 : codeOf[number];
        }

        void explain(long line, Faults faults) {
            faults.add(line, column, expectedFrench, expectedEnglish);
        }
    }
}

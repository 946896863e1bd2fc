package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.reader.RowSink;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Drafts a card from a file's header and the types of its first rows. Nothing from a row is printed: what a person has
 * to know and declare (bounds, key values, titles) is left empty, so that a draft is not taken as a card before.
 */
final class CardDraft implements RowSink {

    /** What they have is looked at; a file may be wrong further down, which publishing finds. */
    private static final int FIRST_ROWS = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+([.,][0-9]+)?");
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");
    private static final Pattern UNIT = Pattern.compile("(.*-)?(id|identifiant|meter|compteur|pdl|prm|pce|siret|siren"
        + "|exploitation|farm|household|menage|numero)(-.*)?");
    private static final Pattern PLACE = Pattern.compile("(.*-)?(commune|insee|codgeo|depcom|com)(-.*)?");
    private static final Pattern LABEL = Pattern.compile("(.*-)?(month|mois|year|annee|date|day|jour|type|code|category"
        + "|categorie|class|classe|period|periode)(-.*)?");

    private List<String> header = List.of();
    private boolean[] whole = {};
    private boolean[] decimal = {};
    private boolean[] communes = {};
    private int rows;

    private final boolean inLines;
    private final Faults faults;

    private CardDraft(boolean inLines) {
        this.inLines = inLines;
        this.faults = new Faults(inLines);
    }

    /** @throws InvalidInput when the source is not one that can be published, as far as its first rows show */
    static String of(Source source) {
        CardDraft draft = new CardDraft(source.inLines());
        source.read(List.of(), draft);
        draft.faults.check();
        if (draft.rows == 0) {
            throw new InvalidInput(List.of(Intake.noRow(draft.faults.place(source.inLines() ? 2 : 0))));
        }
        return draft.yaml(source.name().replaceAll("\\.[A-Za-z]+$", ""));
    }

    @Override
    public void header(List<String> names, long line) {
        if (names.stream().anyMatch(name -> DECIMAL.matcher(name).matches() && !YEAR.matcher(name).matches())) {
            throw Json.invalidLine(line, "contient un nombre ; la première ligne doit nommer les colonnes",
                "has a number in it; the first line has to name the columns");
        }
        header = names;
        Intake.nameOnce(names, line, faults);
        faults.check();
        whole = new boolean[names.size()];
        Arrays.fill(whole, true);
        decimal = whole.clone();
        communes = whole.clone();
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
        if (index < header.size() && length > 0) {
            String text = new String(buffer, offset, Math.min(length, 64));
            whole[index] &= NUMBER.matcher(text).matches();
            decimal[index] &= DECIMAL.matcher(text).matches();
            communes[index] &= text.length() == 5 && Geography.official().normalise(Level.COMMUNE, text).isPresent();
        }
    }

    @Override
    public boolean end(int fields, long line) {
        if (inLines && fields != header.size()) {
            Intake.ragged(fields, header.size(), line, faults);
        }
        return ++rows < FIRST_ROWS;
    }

    private String yaml(String file) {
        OptionalInt unit = first(i -> UNIT.matcher(slug(header.get(i))).matches());
        OptionalInt place = first(i -> !is(unit, i) && (PLACE.matcher(slug(header.get(i))).matches()
            || rows >= 20 && communes[i] && !header.get(i).isBlank()));
        StringBuilder yaml = new StringBuilder("""
            # Brouillon : complétez ce qui est vide. Les bornes et les valeurs viennent de ce que vous savez du domaine,
            # jamais des données. Ce qui n'est pas déclaré reste fermé ; effacez les colonnes dont personne n'a besoin.
            # Draft: fill in what is empty. Bounds and values come from what you know of the field, never from the data.
            # What is not declared stays closed; delete the columns that nobody needs.
            """);
        yaml.append("id: ").append(slug(file)).append('\n');
        yaml.append("""
            title:
              fr:
              en:
            description:
              fr:
              en:
            classification: sensitive  # open, shared, sensitive
            owner:  # l'organisation, jamais une personne / the organisation, never a person
            licence:
            unit:  # qui est protégé : meter, household, farm… / who is protected
            """);
        yaml.append("unitColumn: ").append(unit.isPresent() ? quoted(header.get(unit.getAsInt())) : "")
            .append("  # la colonne qui nomme l'unité, à vérifier / the column that names the unit, to be checked\n");
        yaml.append("""
            unitSpace:  # le même mot pour toutes vos données sur ces unités / one word for all your data on these units
            period:  # "2025" ; "2024-2025", "2025-S1", "2025-T1"
            """);
        place.ifPresent(i -> yaml.append("zoning:\n  column: ").append(quoted(header.get(i))).append("""

              level: commune  # le plus fin que l'on puisse demander / the finest that may be asked
              region:  # code INSEE entre guillemets, "24" ; vide : toute la France / empty: the whole of France
              perUnit:  # dans combien de lieux une unité peut être / how many places a unit may be in
            """));
        Set<String> names = new LinkedHashSet<>();
        List<Integer> others = IntStream.range(0, header.size())
            .filter(i -> !is(unit, i) && !is(place, i) && !header.get(i).isBlank()).boxed().toList();
        IntStream.range(0, header.size()).filter(i -> header.get(i).isBlank()).forEach(i -> yaml.append("# colonne ")
            .append(i + 1).append(" : sans nom, donc laissée de côté / column ").append(i + 1)
            .append(": without a name, so left out\n"));
        StringBuilder keys = new StringBuilder();
        StringBuilder measures = new StringBuilder();
        for (int i : others) {
            String name = unused(slug(header.get(i)), names);
            if (rows > 0 && decimal[i] && !LABEL.matcher(slug(header.get(i))).matches()) {
                measures.append(measure(name, i));
            } else {
                keys.append(key(name, i));
            }
        }
        yaml.append(keys.isEmpty() ? "keys: {}\n" : "keys:\n" + keys);
        yaml.append("filters: []  # les clés par lesquelles on peut filtrer / the keys that may be filtered by\n");
        yaml.append(measures.isEmpty() ? "measures: {}\n" : "measures:\n" + measures);
        return yaml.append("""
            purposes: []  # vide : toutes les finalités de la charte / empty: all purposes of the charter
            minimumGroup: 10
            # disclosure: insee-entreprises  # fiscal-personnes, energie-residentiel, grille-menages
            # rowsPerUnit: 12  # pour compter des lignes : combien par unité et par cellule / to count rows
            # unitRows: 500  # le plus de lignes qu'une unité a dans tout le fichier / most rows of one unit in the file
            """).toString();
    }

    private String key(String name, int column) {
        return "  " + name + ":\n    column: " + quoted(header.get(column)) + """

                values: []  # toutes les valeurs possibles, entre guillemets / every possible value, in quotes
                perUnit:  # combien de ces valeurs une unité peut avoir / how many of them one unit may have
            """;
    }

    private String measure(String name, int column) {
        return "  " + name + ":\n    column: " + quoted(header.get(column)) + "\n    unit:\n    step: "
            + (whole[column] ? "1" : " # 0.1, 0.01…") + """

                row:  # bornes d'une ligne, à taper par une personne / bounds of one row, for a person to type
                  min:
                  max:
                perUnit:
                  max:  # plus grand total d'une unité dans une cellule / greatest total of one unit in one cell
            """;
    }

    private OptionalInt first(IntPredicate fits) {
        return IntStream.range(0, header.size()).filter(fits).findFirst();
    }

    private static boolean is(OptionalInt column, int index) {
        return column.isPresent() && column.getAsInt() == index;
    }

    private static String unused(String name, Set<String> names) {
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** A name that a card takes. */
    private static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String name = plain.isEmpty() ? "column" : plain.substring(0, Math.min(plain.length(), 40));
        boolean taken = Level.of(name).isPresent() || name.equals(CardReader.ZONING)
            || CardReader.RESERVED.contains(name);
        return taken ? name + "-value" : name;
    }

    /** A JSON text is a YAML text too. */
    private static String quoted(String text) {
        String array = Json.canonical(Json.object().putArray("one").add(text));
        return array.substring(1, array.length() - 1);
    }
}

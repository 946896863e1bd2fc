package eu.bocage.compute.reader;

/** Why a file could not be read, with the remedy, in both languages. None of them repeats anything of the file. */
public enum Fault {

    DAMAGED("est abîmé, coupé, ou n'est pas de ce format ; exportez-le de nouveau",
        "is damaged, cut off, or not of this format; export it again"),
    NESTED("contient des listes, des structures ou des octets ; mettez chaque valeur dans une colonne simple, ou "
        + "enlevez la colonne de la fiche",
        "holds lists, structures or bytes; put each value into a plain column, or remove the column from the card"),
    TOO_LONG("a une valeur de plus d'un million de caractères ; raccourcissez-la",
        "has a value of more than a million characters; shorten it"),
    MEMORY("demande trop de mémoire à lire ; exportez-le en groupes de lignes plus petits, ou en CSV",
        "takes too much memory to read; export it in smaller row groups, or as CSV"),
    UNREADABLE("ne peut être ouvert par la lecture ; vérifiez le chemin et les droits",
        "cannot be opened by the reader; check the path and the permissions"),
    STUCK("n'est pas lu dans le temps permis, et sa lecture a été arrêtée ; exportez-le de nouveau, ou en CSV",
        "is not read in the time allowed, and its reading was stopped; export it again, or as CSV"),
    CRASHED("a fait tomber sa lecture, qui se fait à part : le nœud n'en souffre pas ; n'ouvrez pas ce fichier "
        + "ailleurs s'il vient d'un inconnu, et exportez-le de nouveau, ou en CSV",
        "brought its reader down, which runs apart: the node is not affected; do not open this file elsewhere if it "
        + "comes from a stranger, and export it again, or as CSV"),
    BROKEN("a fait dire à sa lecture ce qu'elle ne doit pas dire ; exportez-le de nouveau, ou en CSV",
        "made its reader say what it must not say; export it again, or as CSV"),
    ABSENT("ne peut être lu : le lecteur de Parquet et de GeoJSON n'est pas installé ou ne démarre pas ; construisez "
        + "Bocage de nouveau (mvn package), ou publiez en CSV",
        "cannot be read: the reader of Parquet and GeoJSON is not installed or does not start; build Bocage again "
        + "(mvn package), or publish as CSV"),
    TWICE("nomme deux fois la même chose dans un objet (features, properties, ou une propriété) ; gardez-en une, sinon "
        + "des valeurs seraient perdues",
        "names the same thing twice in one object (features, properties, or a property); keep one of them, or values "
        + "would be lost"),
    WIDE("a plus de " + Wire.MAX_COLUMNS + " colonnes ; gardez celles de la fiche",
        "has more than " + Wire.MAX_COLUMNS + " columns; keep those of the card");

    private final String french;
    private final String english;

    Fault(String french, String english) {
        this.french = french;
        this.english = english;
    }

    /** The predicate of a sentence about the file, row or column. */
    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}

package eu.bocage.compute;

/** What is done at intake with a value that is not taken as it stands; declared by a person, the same for every row. */
sealed interface Remedy {

    /** Nothing is published. */
    record RefuseFile() implements Remedy {
    }

    /** The row is left out. */
    record RefuseRow() implements Remedy {
    }

    /** The nearest bound takes its place. */
    record Clamp() implements Remedy {
    }

    /** The nearest multiple of the step takes its place, of two the even one. */
    record RoundToStep() implements Remedy {
    }

    /** A declared value takes its place. */
    record Use(String value) implements Remedy {
    }

    /** After "values that were …:". */
    default String french() {
        return switch (this) {
            case RefuseFile _ -> "fichier refusé";
            case RefuseRow _ -> "lignes laissées de côté";
            case Clamp _ -> "ramenées à la borne la plus proche";
            case RoundToStep _ -> "arrondies au pas";
            case Use(String value) -> "remplacées par « " + value + " »";
        };
    }

    default String english() {
        return switch (this) {
            case RefuseFile _ -> "file refused";
            case RefuseRow _ -> "rows left out";
            case Clamp _ -> "moved to the nearest bound";
            case RoundToStep _ -> "rounded to the step";
            case Use(String value) -> "replaced by \"" + value + "\"";
        };
    }
}

package eu.bocage.compute;

/** What can be wrong with a value at intake, by the name that a card has for it. */
enum Trouble {

    EMPTY("empty", "vides", "empty"),
    NAN("nan", "« NaN »", "NaN"),
    INFINITE("infinite", "infinies", "infinite"),
    UNREADABLE("unreadable", "illisibles", "unreadable"),
    OFF_GRID("offGrid", "hors du pas", "off the grid"),
    OUT_OF_RANGE("outOfRange", "hors des bornes", "out of range"),
    UNLISTED("unlisted", "hors de la liste", "not in the list"),
    TOO_MANY("tooMany", "trop nombreuses", "too many");

    private final String text;
    private final String french;
    private final String english;

    Trouble(String text, String french, String english) {
        this.text = text;
        this.french = french;
        this.english = english;
    }

    String text() {
        return text;
    }

    /** After "values that were". */
    String french() {
        return french;
    }

    String english() {
        return english;
    }
}

package eu.bocage.connector.node;

/** A language that Bocage speaks. */
public enum Language {
    FR, EN;

    /** The one of two texts that is in this language. */
    public String of(String french, String english) {
        return this == FR ? french : english;
    }

    /** French where a POSIX locale name, such as {@code fr_FR.UTF-8}, says so; English for everything else. */
    public static Language ofLocale(String name) {
        return name != null && name.startsWith("fr") ? FR : EN;
    }
}

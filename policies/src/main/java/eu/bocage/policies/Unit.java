package eu.bocage.policies;

/** What the values of a term are counted in. */
public enum Unit {
    NONE("", "", ""),
    DAY("day", "jour", "day"),
    DATE("date", "jour du calendrier (UTC)", "day of the calendar (UTC)"),
    LEVEL("level", "maille géographique", "level of places"),
    MICRO_RHO("microRho", "millionième de rho (zCDP)", "millionth of rho (zCDP)"),
    DESCRIBED("describedUnit", "unité décrite par le jeu de données", "unit that the dataset describes"),
    PERCENT("percent", "pour cent", "percent"),
    COUNTRY("country", "pays (ISO 3166-1)", "country (ISO 3166-1)"),
    QUESTION("questionPerDay", "question par jour (UTC)", "question a day (UTC)"),
    VOTE("vote", "voix, pour cent des membres du collège, jours pour voter",
        "votes, percent of the college's members, days to vote"),
    EURO_CENT("euroCent", "centime d'euro", "euro cent");

    private final String key;
    private final Words words;

    Unit(String key, String french, String english) {
        this.key = key;
        this.words = new Words(french, english);
    }

    /** The IRI that {@code odrl:unit} may name, as {@code urn:bocage:odrl:1#microRho}; empty for none. */
    public String iri() {
        return key.isEmpty() ? "" : Term.PROFILE + "#" + key;
    }

    public Words words() {
        return words;
    }
}

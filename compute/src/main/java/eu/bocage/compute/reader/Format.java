package eu.bocage.compute.reader;

/** What a file holds. */
public enum Format {

    PARQUET("Parquet"), GEOJSON("GeoJSON");

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** As people write it. */
    public String text() {
        return text;
    }
}

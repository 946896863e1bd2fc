package eu.bocage.compute;

import java.nio.file.Path;
import java.util.Set;

/** What a dataset's owner declares about it. */
public final class Card {

    private Card() {
    }

    /** Reads a card as a person wrote it. @throws InvalidInput naming every missing or wrong field */
    public static Card fromYaml(String yaml) {
        throw new UnsupportedOperationException();
    }

    /** Reads {@link #json} back. @throws InvalidInput */
    public static Card fromJson(String json) {
        throw new UnsupportedOperationException();
    }

    /** The whole card in canonical JSON (RFC 8785), for the owner's node. */
    public String json() {
        throw new UnsupportedOperationException();
    }

    /** What others may see of it, canonical JSON: no private column, no file name, nothing taken from rows. */
    public String publicJson() {
        throw new UnsupportedOperationException();
    }

    public String id() {
        throw new UnsupportedOperationException();
    }

    public String unitSpace() {
        throw new UnsupportedOperationException();
    }

    /** The time that a budget covers, as {@code 2025}. */
    public String period() {
        throw new UnsupportedOperationException();
    }

    /** {@code commune}, {@code epci} …; the finest place level that may be asked. */
    public String finestZoning() {
        throw new UnsupportedOperationException();
    }

    public Set<String> purposes() {
        throw new UnsupportedOperationException();
    }

    public int minimumGroup() {
        throw new UnsupportedOperationException();
    }

    public Set<String> measures() {
        throw new UnsupportedOperationException();
    }

    /** Names of group keys and filterable columns. */
    public Set<String> keys() {
        throw new UnsupportedOperationException();
    }

    /** A first draft of a card in YAML from the header and the types of a file; bounds are left to a person. */
    public static String draft(Path csv) {
        throw new UnsupportedOperationException();
    }
}

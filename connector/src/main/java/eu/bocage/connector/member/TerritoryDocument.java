package eu.bocage.connector.member;

import java.util.Locale;

/** The three documents that the trust anchor signs and every member fetches. */
public enum TerritoryDocument {

    REGISTER(Tag.REGISTER), CHARTER(Tag.CHARTER), PROJECTS(Tag.PROJECTS);

    /** Where each version of the charter is: {@code GET <publicUrl>/territory/charters/<version>}. */
    public static final String CHARTERS_PATH = "/territory/charters";

    private final Tag tag;

    TerritoryDocument(Tag tag) {
        this.tag = tag;
    }

    Tag tag() {
        return tag;
    }

    /** The last part of its address: {@code GET <publicUrl>/territory/<name>}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String path() {
        return "/territory/" + text();
    }
}

package eu.bocage.connector.api;

/** The version of the program, from the jar that it runs from. */
public final class Version {

    private Version() {
    }

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "0-dev" : version;
    }
}

package eu.bocage.connector.dataset;

/** The node stops, and what was computed for a caller is not finished. */
public final class StoppedException extends RuntimeException {

    StoppedException(Throwable cause) {
        super("This node is stopping. Try again once it has started anew.", cause);
    }

    /** In French, for a person. */
    public String french() {
        return "Ce nœud s'arrête. Recommencez quand il aura redémarré.";
    }
}

package eu.bocage.compute.audit;

/** What an audit tries, in this order. */
public enum Check {

    RECORDING("Ce qu'une unité change à l'entrée de chaque mécanisme",
        "What one unit changes at the entrance of every mechanism"),
    EPSILON("Borne inférieure certifiée de la perte (ε et ρ)", "Certified lower bound on the loss (ε and ρ)"),
    VARIANCE("Bruit mesuré contre le bruit déclaré", "Measured noise against declared noise"),
    THRESHOLD("Valeurs privées qu'une seule unité a", "Private values that a single unit has"),
    GRID("Chiffres publiés sur la grille déclarée", "Published figures on the declared grid"),
    PERMUTATION("Même réponse quel que soit l'ordre des lignes", "Same answer whatever the order of rows"),
    POISON("Valeurs anormales dans une ligne", "Abnormal values in a row"),
    DIFFERENCING("Différence de deux réponses", "Difference of two answers"),
    RACE("Beaucoup de questions au même moment", "Many questions at one time"),
    REPLAY("Même question posée de nouveau", "Same question asked again"),
    REFUND("Panne qui dépend des données", "Failure that depends on data"),
    TIMING("Temps de réponse avec et sans une très grosse unité", "Response time with and without one huge unit");

    private final Said title;

    Check(String french, String english) {
        this.title = new Said(french, english);
    }

    public Said title() {
        return title;
    }
}

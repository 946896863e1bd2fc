package eu.bocage.connector.member;

/** Why a sender or a member is not accepted, in words for the operator. */
public enum Refusal {

    MALFORMED("le jeton n'est pas de la forme attendue", "the token is not of the expected form"),
    WRONG_AUDIENCE("le jeton s'adresse à un autre membre", "the token is meant for another member"),
    EXPIRED("le jeton a expiré", "the token has expired"),
    NOT_YET_VALID("le jeton vient du futur ; vérifiez les horloges", "the token is from the future; check the clocks"),
    TOO_LONG_LIVED("le jeton vit trop longtemps", "the token lives too long"),
    REPLAYED("le jeton a déjà servi", "the token was used before"),
    BAD_SIGNATURE("la signature du jeton est fausse", "the token's signature is wrong"),
    UNKNOWN_MEMBER("le registre ne connaît pas ce membre", "the register does not know this member"),
    SUSPENDED("ce membre est suspendu", "this member is suspended"),
    NO_REGISTER("aucun registre des membres n'a encore été reçu", "no member register has been received yet"),
    REGISTER_EXPIRED("le registre des membres a expiré", "the member register has expired"),
    REGISTER_CONFLICT("deux registres différents portent la même version ; appelez l'ancre de confiance",
        "two different registers bear the same version; call the trust anchor");

    private final String french;
    private final String english;

    Refusal(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}

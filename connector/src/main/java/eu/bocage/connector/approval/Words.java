package eu.bocage.connector.approval;

import eu.bocage.connector.member.Flaw;

/** Texts that members write into requests and votes, for others to read on a screen. */
final class Words {

    private static final int MOST = 1000;

    private Words() {
    }

    /** The text. @throws Flaw unless it has {@code least} to 1000 legible characters */
    static String of(String field, String text, int least) {
        long length = text.codePoints().count();
        if (length > MOST || text.strip().length() < least || !text.strip().equals(text)
            || text.codePoints().anyMatch(point -> point != '\n' && Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT)) {
            throw new Flaw("le champ « " + field + " » n'est pas un texte de " + least + " à " + MOST
                + " caractères lisibles, sans espaces aux bords",
                "field \"" + field + "\" is not a text of " + least + " to " + MOST
                    + " legible characters without spaces around it");
        }
        return text;
    }

    static String name(String field, String text) {
        if (!text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new Flaw("le champ « " + field + " » n'est pas un identifiant (minuscules, chiffres, traits d'union)",
                "field \"" + field + "\" is not an identifier (lower-case letters, digits, hyphens)");
        }
        return text;
    }
}

package eu.bocage.compute;

import java.sql.SQLException;

/**
 * What a database refuses, by the class of its SQLSTATE (ISO/IEC 9075-2, table 38), and what to do. Nothing of the
 * driver's own message is told, for it may repeat a value.
 */
final class JdbcFault {

    private JdbcFault() {
    }

    static InvalidInput of(SQLException fault, int bufferMib) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        String code = state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> Json.invalid("jdbc",
                "la base de données ne peut être jointe" + code + " ; vérifiez l'adresse, et que la base est en marche",
                "the database cannot be reached" + code + "; check the address, and that the database runs");
            case "28" -> Json.invalid("jdbc",
                "la base de données refuse ce compte" + code + " ; vérifiez l'utilisateur et le mot de passe",
                "the database refuses this account" + code + "; check user and password");
            case "42" -> Json.invalid("jdbc",
                "la base de données n'accepte pas la requête" + code + " ; vérifiez son écriture, les noms de tables "
                    + "et de colonnes, et les droits du compte sur elles",
                "the database does not accept the query" + code + "; check how it is written, the names of tables and "
                    + "columns, and the account's rights on them");
            case "22" -> Json.invalid("jdbc",
                "la requête a une valeur que la base de données ne peut calculer ou convertir" + code
                    + ", comme une division par zéro ; corrigez la requête ou la ligne",
                "the query has a value that the database cannot work out or convert" + code
                    + ", such as a division by zero; correct the query or the row");
            default -> Json.invalid("jdbc",
                "la base de données refuse la connexion ou la requête" + code + " ; vérifiez l'adresse, le compte, la "
                    + "requête et ses droits, et que mille lignes tiennent dans " + bufferMib + " Mio",
                "the database refuses connection or query" + code + "; check address, account, query and its rights, "
                    + "and that a thousand rows are within " + bufferMib + " MiB");
        };
    }
}

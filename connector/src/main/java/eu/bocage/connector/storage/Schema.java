package eu.bocage.connector.storage;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The schema's migrations. Numbers are grouped by package, so a lower number may arrive after a higher one; what a
 * database has that this program does not know means that a newer program has been here, and is refused.
 */
final class Schema {

    private static final String LOCATION = "classpath:eu/bocage/connector/storage/migrations";

    private Schema() {
    }

    static void migrate(String url, String user, String password, String shownAs) {
        Flyway flyway;
        try {
            flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(url, user, password)
                .locations(LOCATION)
                .outOfOrder(true)
                .table("schema_history")
                .load();
            refuseNewer(flyway, shownAs);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                "The database " + shownAs + " cannot be brought up to date: " + e.getMessage(),
                "La base de données " + shownAs + " ne peut être mise à jour : " + e.getMessage(), e);
        }
    }

    private static void refuseNewer(Flyway flyway, String shownAs) {
        String unknown = Arrays.stream(flyway.info().applied())
            .filter(migration -> !migration.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new DatabaseUnavailableException(
                "The database " + shownAs + " was written by a newer version of Bocage (schema " + unknown
                    + "). Install that version or a later one, or restore a backup made with this one.",
                "La base de données " + shownAs + " a été écrite par une version plus récente de Bocage (schéma "
                    + unknown + "). Installez cette version ou une plus récente, ou restaurez une sauvegarde faite"
                    + " avec celle-ci.", null);
        }
    }
}

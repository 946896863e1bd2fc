package eu.bocage.connector.node;

import eu.bocage.connector.member.PrivateFile;
import eu.bocage.connector.storage.Database;
import java.nio.charset.StandardCharsets;

/** Opens the database that a configuration names. */
final class Databases {

    private Databases() {
    }

    static Database open(NodeConfig config) {
        return config.postgres()
            .map(postgres -> Database.openPostgres(postgres.url(), postgres.user(),
                new String(new PrivateFile(postgres.passwordFile()).read(), StandardCharsets.UTF_8).strip()))
            .orElseGet(() -> Database.openFile(config.data().resolve("state")));
    }
}

package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.transfer.spi.testfixtures.store.TestFunctions;
import org.eclipse.edc.json.JacksonTypeManager;
import org.eclipse.edc.policy.model.PolicyRegistrationTypes;
import org.eclipse.edc.query.CriterionOperatorRegistryImpl;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;

/** What EDC's store fixtures run against: a real database, and the mapper and operators that EDC would inject. */
final class Fixtures implements AutoCloseable {

    private final Database database;
    private final Runnable close;
    private final ObjectMapper mapper;

    private Fixtures(Database database, Runnable close) {
        this.database = database;
        this.close = close;
        JacksonTypeManager types = new JacksonTypeManager();
        PolicyRegistrationTypes.TYPES.forEach(types::registerTypes);
        types.registerTypes(TestFunctions.TestResourceDef.class, TestFunctions.TestProvisionedResource.class);
        this.mapper = types.getMapper();
    }

    static Fixtures onFile(Path folder) {
        Database database = Database.openFile(folder);
        return new Fixtures(database, database::close);
    }

    static Fixtures on(PostgresServer server) {
        server.empty();
        return new Fixtures(server.database(), () -> { });
    }

    Database database() {
        return database;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    static CriterionOperatorRegistry operators() {
        return CriterionOperatorRegistryImpl.ofDefaults();
    }

    @Override
    public void close() {
        close.run();
    }
}

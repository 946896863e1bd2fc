package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.transfer.spi.testfixtures.store.TestFunctions;
import org.eclipse.edc.json.JacksonTypeManager;
import org.eclipse.edc.policy.model.PolicyRegistrationTypes;
import org.eclipse.edc.query.CriterionOperatorRegistryImpl;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;

/** What EDC's store fixtures run against: a real H2 file and the mapper and operators that EDC would inject. */
final class Fixtures implements AutoCloseable {

    private final Database database;
    private final ObjectMapper mapper;

    Fixtures(Path folder) {
        this.database = Database.openFile(folder);
        JacksonTypeManager types = new JacksonTypeManager();
        PolicyRegistrationTypes.TYPES.forEach(types::registerTypes);
        types.registerTypes(TestFunctions.TestResourceDef.class, TestFunctions.TestProvisionedResource.class);
        this.mapper = types.getMapper();
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
        database.close();
    }
}

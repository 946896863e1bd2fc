package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceEntryIndex;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceEntryIndexTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code EndpointDataReferenceEntryIndexTestBase}, on H2. */
class DataReferencesFixtureTest extends EndpointDataReferenceEntryIndexTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private DataReferences store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new DataReferences(fixtures.database(), fixtures::mapper, Fixtures.operators());
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected EndpointDataReferenceEntryIndex getStore() {
        return store;
    }
}

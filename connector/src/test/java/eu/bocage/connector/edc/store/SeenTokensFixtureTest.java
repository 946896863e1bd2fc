package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.edc.jwt.validation.jti.JtiValidationStore;
import org.eclipse.edc.jwt.validation.jti.JtiValidationStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code JtiValidationStoreTestBase}, on H2. */
class SeenTokensFixtureTest extends JtiValidationStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private SeenTokens store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new SeenTokens(fixtures.database(), fixtures::mapper, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected JtiValidationStore getStore() {
        return store;
    }
}

package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.asset.spi.testfixtures.AssetIndexTestBase;
import org.eclipse.edc.connector.controlplane.query.asset.AssetPropertyLookup;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code AssetIndexTestBase}, on H2. */
class AssetsFixtureTest extends AssetIndexTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private Assets store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        CriterionOperatorRegistry operators = Fixtures.operators();
        operators.registerPropertyLookup(new AssetPropertyLookup());
        store = new Assets(fixtures.database(), fixtures::mapper, operators);
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected AssetIndex getAssetIndex() {
        return store;
    }
}

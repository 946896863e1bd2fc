package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** EDC's own store fixtures, on PostgreSQL. */
@Tag("slow")
class StoresOnPostgresIT {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Nested
    class AssetsFixture extends AssetsFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class ContractDefinitionsFixture extends ContractDefinitionsFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class DataReferencesFixture extends DataReferencesFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class NegotiationsFixture extends NegotiationsFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class PolicyDefinitionsFixture extends PolicyDefinitionsFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class PolicyMonitorEntriesFixture extends PolicyMonitorEntriesFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class SeenTokensFixture extends SeenTokensFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }

    @Nested
    class TransfersFixture extends TransfersFixtureTest {
        @Override
        Fixtures fixtures(Path folder) {
            return Fixtures.on(server);
        }
    }
}

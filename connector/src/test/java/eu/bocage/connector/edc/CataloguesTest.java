package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CataloguesTest {

    private static final String ODRL = "http://www.w3.org/ns/odrl/2/";

    /** Each makes EDC's reading fail in another way. */
    private static final String WITHOUT_TYPE = "{\"@id\": \"first\"}";
    private static final String OF_OTHER_TYPE = "{\"@id\": \"second\", \"@type\": \"urn:other:type\"}";
    private static final String GOOD = "{\"@id\": \"third\", \"@type\": \"" + ODRL + "Offer\"}";

    @TempDir
    Path folder;

    @Test
    void showsTheOffersBesideOnesThatCannotBeRead() {
        try (TestTerritory territory = new TestTerritory(folder)) {
            TestNode provider = territory.node("supplier");
            TestNode consumer = territory.node("university");
            EdcConnector connector = consumer.connector();
            ObjectMapper mapper = connector.service(TypeManager.class).getMapper(CoreConstants.JSON_LD);
            Catalogues catalogues = new Catalogues(
                connector.service(SingleParticipantContextSupplier.class).get().getContent(),
                connector.service(CatalogService.class), (KnownContexts) connector.service(JsonLd.class),
                connector.readers(), mapper, connector.service(TypeTransformerRegistry.class));
            String body = "{\"http://www.w3.org/ns/dcat#dataset\": [{\"@id\": \"energy\", \"" + OfferShelf.TITLE
                + "\": \"Titre\", \"" + OfferShelf.CARD + "\": \"{}\", \"" + ODRL + "hasPolicy\": [" + WITHOUT_TYPE
                + ", " + OF_OTHER_TYPE + ", " + GOOD + "]}]}";
            assertThat(catalogues.read(consumer.member(provider), body.getBytes(StandardCharsets.UTF_8)))
                .extracting(CatalogueEntry::dataset).containsExactly("energy");
        }
    }
}

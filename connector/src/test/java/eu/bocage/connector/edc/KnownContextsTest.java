package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.spi.result.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON-LD service of a running node, which reads what others send and what others answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownContextsTest {

    private TestTerritory territory;
    private JsonLd jsonLd;
    private String file;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        territory = new TestTerritory(folder);
        TestNode node = territory.stranger("supplier");
        node.start();
        jsonLd = node.connector().service(JsonLd.class);
        Path context = folder.resolve("context.jsonld");
        Files.writeString(context, "{\"@context\":{\"term\":\"urn:from:file\"}}");
        file = context.toUri().toString();
    }

    @AfterAll
    void stop() {
        territory.close();
    }

    /** Each form is valid JSON-LD: were FILE read, all would expand. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{'@context':'FILE','term':1}",
        "{'@context':['FILE'],'term':1}",
        "{'@context':[{'a':'urn:a'},'FILE'],'term':1}",
        "{'@context':{'@import':'FILE'},'term':1}",
        "{'@context':{'a':'urn:a'},'a':{'@context':'FILE','term':1}}",
        "{'@context':{'a':'urn:a'},'a':[1,{'b':[{'@context':['FILE'],'term':1}]}]}",
        "{'@context':{'a':{'@id':'urn:a','@context':'FILE'}},'a':{'term':1}}",
        "{'@context':{'a':{'@id':'urn:a','@context':[{'@import':'FILE'}]}},'a':{'term':1}}",
        "{'@context':{'a':{'@id':'urn:a','@context':{'b':{'@id':'urn:b','@context':'FILE'}}}},'a':{'b':{'term':1}}}",
        "{'@context':{'T':{'@id':'urn:t','@context':'FILE'}},'@type':'T','term':1}"})
    void readsNoContextFromAFileWhereverAMessageNamesIt(String form) {
        JsonObject message = json(form.replace("FILE", file));
        assertThat(jsonLd.expand(message).succeeded()).isFalse();
        assertThat(jsonLd.compact(message, Dsp2025Constants.DSP_SCOPE_V_2025_1).succeeded()).isFalse();
        assertThat(jsonLd.expand(message).getFailureDetail()).contains("@context").doesNotContain(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://w3id.org/dspace/2025/1/context.jsonld",
        "https://w3id.org/dspace/2025/1/odrl-profile.jsonld", "https://w3id.org/edc/dspace/v0.0.1",
        "http://www.w3.org/ns/odrl.jsonld"})
    void readsTheContextsOfTheProtocol(String known) {
        JsonObject message = json("{'@context':['" + known + "',{'term':'urn:term'}],'term':{'@context':'" + known
            + "','urn:other':1}}");
        assertThat(jsonLd.expand(message).orElseThrow(failure -> new AssertionError(failure.getFailureDetail())))
            .containsKey("urn:term");
    }

    @Test
    void knowsEveryClassThatHasAContextOfItsOwn() {
        assertThat(((KnownContexts) jsonLd).classes()).hasSize(28).contains("ContractRequestMessage", "Dataset",
            "QuerySpec");
    }

    /** Each makes Titanium throw something else than it says. */
    @ParameterizedTest
    @ValueSource(strings = {"'target':'@other'", "'conflict':'@other'"})
    void refusesWhatCannotBeReadAsJsonLd(String member) {
        Result<JsonObject> read = jsonLd.expand(json("{'@context':['http://www.w3.org/ns/odrl.jsonld']," + member
            + "}"));
        assertThat(read.failed()).isTrue();
        assertThat(read.getFailureDetail()).contains("JSON-LD");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}

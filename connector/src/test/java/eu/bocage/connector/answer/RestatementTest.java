package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.connector.member.Json;
import org.junit.jupiter.api.Test;

class RestatementTest {

    private static final String ASKED = """
        {"dataset":"energy","purpose":"climate-plan","period":"2025","microRho":50000,
         "measures":[{"function":"sum","measure":"kwh"},{"function":"count"}],"groupBy":["energy","zoning"],
         "zoning":"Commune","filters":{"energy":["GAS"],"zoning":["28361","2a004"]}}""";
    private static final String CANONICAL = """
        {"dataset":"energy","purpose":"climate-plan","period":"2025","microRho":50000,
         "measures":[{"function":"count"},{"function":"sum","measure":"kwh"}],"groupBy":["zoning","energy"],
         "zoning":"commune","filters":{"energy":["gas"],"zoning":["2A004","%s"]}}"""
        .formatted(Geography.official().normalise(Level.COMMUNE, "28361").orElseThrow());

    @Test
    void takesAnotherSpellingOfTheSameQuestion() {
        assertThatCode(() -> check(ASKED, CANONICAL)).doesNotThrowAnyException();
        assertThatCode(() -> check(CANONICAL, CANONICAL)).doesNotThrowAnyException();
    }

    @Test
    void leavesDefaultsToTheProvider() {
        assertThatCode(() -> check(ASKED.replace("\"period\":\"2025\",\"microRho\":50000,", "")
            .replace("\"zoning\":\"Commune\",", ""), CANONICAL)).doesNotThrowAnyException();
    }

    @Test
    void takesAGroupingByTheWholeTerritoryForNone() {
        String asked = "{\"measures\":[],\"groupBy\":[\"zoning\"],\"zoning\":\"territory\"}";
        assertThatCode(() -> check(asked, "{\"measures\":[],\"groupBy\":[],\"zoning\":\"territory\"}"))
            .doesNotThrowAnyException();
        differs("groupBy", asked.replace("territory", "epci"),
            "{\"measures\":[],\"groupBy\":[],\"zoning\":\"territory\"}");
    }

    @Test
    void namesTheFieldThatDiffers() {
        differs("dataset", ASKED, CANONICAL.replace("\"energy\",\"purpose\"", "\"water\",\"purpose\""));
        differs("purpose", ASKED, CANONICAL.replace("climate-plan", "other"));
        differs("measures", ASKED, CANONICAL.replace("{\"function\":\"count\"},", ""));
        differs("measures", ASKED, CANONICAL.replace("kwh", "euros"));
        differs("groupBy", ASKED, CANONICAL.replace("[\"zoning\",\"energy\"]", "[\"zoning\"]"));
        differs("zoning", ASKED, CANONICAL.replace("\"commune\"", "\"epci\""));
        differs("filters", ASKED, CANONICAL.replace("\"energy\":[\"gas\"],", ""));
        differs("filters.energy", ASKED, CANONICAL.replace("[\"gas\"]", "[\"electricity\",\"gas\"]"));
        differs("filters.zoning", ASKED, CANONICAL.replace("\"2A004\",", ""));
        differs("period", ASKED, CANONICAL.replace("2025", "2024"));
        differs("microRho", ASKED, CANONICAL.replace("50000", "50001"));
    }

    @Test
    void comparesWhatEachFunctionIsAskedWith() {
        String asked = """
            {"measures":[{"function":"histogram","measure":"kwh","edges":[20.50,10]},
             {"function":"quantiles","measure":"kwh","perMille":[900,500]},
             {"function":"ratio","measure":"kwh","over":"count"}],
             "groupBy":["zoning"],"zoning":"commune","rollUp":["EPCI"]}""";
        String canonical = asked.replace("[20.50,10]", "[10,20.5]").replace("[900,500]", "[500,900]")
            .replace("EPCI", "epci");
        assertThatCode(() -> check(asked, canonical)).doesNotThrowAnyException();
        differs("measures", asked, canonical.replace("[10,20.5]", "[10,20]"));
        differs("measures", asked, canonical.replace("[500,900]", "[500]"));
        differs("measures", asked, canonical.replace("\"over\":\"count\"", "\"over\":\"rows\""));
        differs("rollUp", asked, canonical.replace(",\"rollUp\":[\"epci\"]", ""));
    }

    private static void differs(String field, String asked, String canonical) {
        assertThatThrownBy(() -> check(asked, canonical)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("its " + field + " is not as asked");
    }

    private static void check(String asked, String canonical) {
        Restatement.check(Json.read(asked), Json.read(canonical));
    }
}

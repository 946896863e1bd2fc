package eu.bocage.compute;

/** Cards and questions that several tests read. */
final class Cards {

    static final String ENERGY = """
        id: energy-consumption
        title: {fr: Consommation d'énergie, en: Energy consumption}
        description: {fr: Une ligne par compteur et par mois., en: One row per meter and month.}
        classification: sensitive
        owner: Énergie de Loire
        licence: Charte du territoire
        unit: meter
        unitColumn: meter_id
        unitSpace: meters
        period: "2025"
        zoning: {column: commune_code, level: commune, region: "24", perUnit: 1}
        keys:
          energy: {column: energy_type, values: [electricity, gas], perUnit: 1}
          month: {column: month_no, values: ["2025-01", "2025-02", "2025-03", "2025-04"], perUnit: 4}
        filters: [month, energy, zoning]
        measures:
          consumption: {column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}}
          bill: {column: euros, unit: EUR, step: 0.01, row: {min: -500, max: 9000.50}, perUnit: {max: 12000}}
        purposes: [climate-plan]
        minimumGroup: 10
        """;

    static final String QUESTION = """
        {"dataset":"energy-consumption","purpose":"climate-plan",
         "measures":[{"function":"count"},{"function":"sum","measure":"consumption"}],
         "groupBy":["zoning","energy"],"zoning":"epci","filters":{"month":["2025-01"]},"period":"2025",
         "microRho":50000}
        """;

    static final String PLACES = """
        {"dataset":"energy-consumption","purpose":"climate-plan",
         "measures":[{"function":"count"},{"function":"sum","measure":"bill"},
                     {"function":"sum","measure":"consumption"}],
         "groupBy":["energy","month","zoning"],"zoning":"commune",
         "filters":{"energy":["electricity","gas"],"month":["2025-01","2025-02"],"zoning":["37261","28406","45234"]},
         "period":"2025",
         "microRho":50000}
        """;

    /** Every function; needs a card with {@code rowsPerUnit}. */
    static final String ALL = """
        {"dataset":"energy-consumption","purpose":"climate-plan","zoning":"departement","groupBy":["zoning","energy"],
         "measures":[{"function":"quantiles","measure":"consumption","perMille":[900,100,500]},
                     {"function":"histogram","measure":"bill","edges":[1000,20.50]},
                     {"function":"ratio","measure":"bill","over":"consumption"},
                     {"function":"ratio","measure":"consumption","over":"rows"},
                     {"function":"ratio","measure":"consumption","over":"count"},
                     {"function":"variance","measure":"bill"},{"function":"mean","measure":"consumption"},
                     {"function":"sum","measure":"bill"},{"function":"rows"},{"function":"count"}],
         "microRho":3000000}
        """;

    private Cards() {
    }

    static Card energy() {
        return Card.fromYaml(ENERGY);
    }

    static Question question() {
        return question(QUESTION);
    }

    static Question question(String json) {
        return Question.read(json, energy(), 50_000);
    }
}

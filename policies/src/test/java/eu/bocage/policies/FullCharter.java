package eu.bocage.policies;

/** A charter that sets every field there is; it ends within the list of its clauses. */
final class FullCharter {

    static final String YAML = """
        id: full
        version: 2
        predecessor: sha-256:0000000000000000000000000000000000000000000000000000000000000000
        title: {fr: Charte complète, en: Full charter}
        from: 2026-01-01
        until: 2028-12-31
        purposes:
          climate-plan: {fr: Plan climat, en: Climate plan}
          heat: {fr: Chaleur, en: Heat, broader: climate-plan}
          health: {fr: Santé, en: Health}
        finestZoning: departement
        minimumGroup: 10
        dominance: 85
        budget: {perRequest: 50000, perProject: 400000, perUnitSpace: 1000000, questionsPerDay: 50}
        requesters:
          roles: [consumer, researcher]
          labels: [audited]
          colleges: [public, research]
          jurisdictions: [BE, FR]
          hostJurisdictions: [DE, FR]
        reciprocity: true
        revocable: true
        embargo: 2026-02-01
        requestsPerDay: 20
        functions: [count, sum]
        noJoinWith: [taxes]
        exceptionalNeed: {purposes: [health]}
        approvals:
          - purposes: [health]
            measures: [power]
            days: 30
            colleges: {citizens: {quorum: 2, majority: 51}, public: {quorum: 1, majority: 66}}
        promises:
          noReidentification: true
          noCommercialUse: true
          attribution: Source
          retentionDays: 365
          publicationDays: 90
          onwardSharing: members
          fee: {cents: 5000, exempt: [researcher]}
        clauses:
          - id: C01
            title: {fr: Tout, en: All}
            text: {fr: Tout est vérifié., en: All is checked.}
            status: enforced
            terms: [purpose]
          - id: C02
            title: {fr: Promesse, en: Promise}
            text: {fr: C'est promis., en: It is promised.}
            status: attested
            terms: []
        """;

    private FullCharter() {
    }

    static Charter charter() {
        return Charter.fromYaml(YAML);
    }
}

package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Constraint RESEARCH = Constraint.of(Term.ROLE, Operator.EQ, "researcher");
    private static final Constraint COLLEGE = Constraint.of(Term.COLLEGE, Operator.EQ, "public");
    private static final Constraint GIVEN = Constraint.of(Term.APPROVAL, Operator.IS_ALL_OF, "citizens:3:51:14");

    @Test
    void saysThePolicyInBothLanguages() {
        Words words = Words.of(Samples.policy(), Samples.charter());
        String fingerprint = Samples.charter().hash().substring(8, 20);
        assertThat(words.french().replace('\u202F', ' ').lines()).startsWith(
            "Des questions peuvent être posées, à ces conditions :",
            "- L'accord est pris sous « Charte du pôle climat (projet, à relire par un juriste) », version 1 "
                + "(empreinte " + fingerprint + "…).",
            "- Le demandeur porte le projet « heat-atlas ».",
            "- La finalité est parmi : Plan climat du territoire, Gestion de l'eau.",
            "- La date est le 1er mars 2026 ou plus tard.",
            "- La date est le 31 décembre 2028 ou plus tôt.",
            "- Le plus petit lieu montré est la commune, ou plus large.",
            "- La question dépense au plus 50 000 unités du budget de confidentialité (2,5 % du total).",
            "- La question se limite à ces mesures : consumption, power.",
            "- La question se limite à ces critères de regroupement : energy, month.",
            "- Seuls sortent des résultats d'ensemble (effectifs, totaux), jamais une ligne.",
            "- Un chiffre qui repose, une fois brouillé, sur moins de 12 unités (personnes, compteurs, exploitations) "
                + "est masqué.");
        assertThat(words.english().lines()).startsWith(
            "Questions may be asked, on these conditions:",
            "- The agreement is made under \"Charter of the climate hub (draft, for a lawyer to review)\", version 1 "
                + "(fingerprint " + fingerprint + "…).",
            "- The requester owns the project \"heat-atlas\".",
            "- The purpose is among: Climate plan of the territory, Water management.",
            "- The date is 1 March 2026 or later.",
            "- The date is 31 December 2028 or earlier.",
            "- The smallest place shown is the commune (municipality), or wider.",
            "- The question spends at most 50,000 units of the privacy budget (2.5% of the whole).",
            "- The question keeps to these measures: consumption, power.",
            "- The question keeps to these criteria: energy, month.",
            "- Only aggregate results (counts, totals) leave, never a row.",
            "- A figure that rests, once blurred, on fewer than 12 units (people, meters, farms) is hidden.");
    }

    @Test
    void callsThingsByTheirIdentifiersWithoutTheCharter() {
        assertThat(Words.of(Samples.policy()).english().lines())
            .contains("- The purpose is among: climate-plan, water-management.",
                "- The question spends at most 50,000 units of the privacy budget.")
            .anyMatch(line -> line.startsWith("- The agreement is made under the charter that everyone signed "
                + "(fingerprint "));
    }

    @Test
    void saysThatNothingIsPermittedWhenSomethingIsUnknown() {
        Policy policy = Samples.with(Samples.policy(), all -> {
            all.add(new Constraint("urn:example:fee", Operator.LTEQ, List.of("5")));
            return all;
        });
        assertThat(Words.of(policy).english()).startsWith("This policy permits nothing")
            .contains("- The condition \"urn:example:fee\" is unknown to this node", "\nIt says:\n",
                "- The requester owns");
        assertThat(Words.of(policy).french()).startsWith("Cette règle ne permet rien").contains("\nElle dit :\n");
        assertThat(Words.of(Policy.unreadable("nested or")).english()).startsWith("This policy permits nothing")
            .contains("nested or");
        assertThat(Words.of(new Policy(List.of(), List.of(), List.of())).english().lines()).hasSize(2);
    }

    @Test
    void nestsBulletsAsConditionsNest() {
        Expression both = Expression.of(Connective.AND, List.of(RESEARCH, GIVEN));
        Policy policy = rule(List.of(Expression.of(Connective.OR, List.of(both, COLLEGE)),
            Expression.of(Connective.XONE, List.of(RESEARCH, COLLEGE))), List.of(), List.of(), List.of());
        assertThat(tail(Words.of(policy).french(), "L'un au moins")).containsExactly(
            "- L'un au moins de ces points est vrai :",
            "  - Le collège du demandeur est : « public ».",
            "  - Tout ceci est vrai :",
            "    - Le demandeur a le rôle « researcher ».",
            "    - Un comité a donné son accord : collège « citizens », en 14 jours, au moins 3 votants et au moins "
                + "51 % des membres du collège pour.",
            "- Un seul de ces points est vrai, pas deux :",
            "  - Le demandeur a le rôle « researcher ».",
            "  - Le collège du demandeur est : « public ».");
        assertThat(tail(Words.of(policy).english(), "At least one")).containsExactly(
            "- At least one of these points is true:",
            "  - The requester's college is: \"public\".",
            "  - All of this is true:",
            "    - The requester has the role \"researcher\".",
            "    - A committee has agreed: college \"citizens\", within 14 days, at least 3 voters and at least "
                + "51% of the college's members for.",
            "- Exactly one of these points is true, not two:",
            "  - The requester has the role \"researcher\".",
            "  - The requester's college is: \"public\".");
    }

    @Test
    void saysProhibitionsAndDuties() {
        Rule promise = new Rule(Rule.PROMISE, List.of(Constraint.of(Term.NO_REIDENTIFICATION, Operator.EQ, "true")));
        Rule erase = new Rule(Rule.PROMISE, List.of(Constraint.of(Term.RETENTION, Operator.LTEQ, "365")));
        Rule one = new Rule(Rule.USE, List.of(COLLEGE));
        Rule two = new Rule(Rule.USE, List.of(COLLEGE,
            Constraint.of(Term.KEYS, Operator.IS_ANY_OF, "energy", "month")));
        Policy policy = rule(List.of(), List.of(promise), List.of(one, two), List.of(erase));
        assertThat(tail(Words.of(policy).english(), "These promises")).containsExactly(
            "- These promises are signed; no node can check that they are kept:",
            "  - The requester promises to seek to recognise nobody in the results.",
            "Asking is forbidden when all of this is true at once:",
            "- The question touches these criteria: energy, month.",
            "- The requester's college is: \"public\".",
            "Asking is forbidden in this case:",
            "- The requester's college is: \"public\".",
            "In every case, these promises must be signed:",
            "- The requester promises to erase the results within 365 days.");
        assertThat(tail(Words.of(policy).french(), "Ces promesses")).containsExactly(
            "- Ces promesses sont signées ; aucun nœud ne peut vérifier qu'elles sont tenues :",
            "  - Le demandeur promet de ne chercher à reconnaître personne dans les résultats.",
            "Il est interdit de demander quand tout ceci est vrai à la fois :",
            "- La question touche à ces critères de regroupement : energy, month.",
            "- Le collège du demandeur est : « public ».",
            "Il est interdit de demander dans ce cas :",
            "- Le collège du demandeur est : « public ».",
            "Dans tous les cas, ces promesses doivent être signées :",
            "- Le demandeur promet d'effacer les résultats en au plus 365 jours.");
        assertThat(Words.of(rule(List.of(), List.of(), List.of(new Rule(Rule.USE, List.of())), List.of())))
            .satisfies(words -> {
                assertThat(words.english()).endsWith("\nEvery question is forbidden.");
                assertThat(words.french()).endsWith("\nToute question est interdite.");
            });
    }

    @Test
    void saysEachOfSeveralPermissionsThoughNoneOfThemCounts() {
        Rule permission = Samples.policy().permissions().getFirst();
        Policy policy = new Policy(List.of(permission, new Rule(Rule.USE, List.of(RESEARCH))), List.of(), List.of());
        Words words = Words.of(policy);
        assertThat(words.english()).startsWith("This policy permits nothing")
            .contains("\nIt says that questions may be asked in one of these 2 cases:\n",
                "\n- On all these conditions:\n  - The requester has the role \"researcher\".");
        assertThat(words.french()).contains(
            "\nElle dit que des questions peuvent être posées dans l'un de ces 2 cas :\n",
            "\n- À toutes ces conditions :\n  - Le demandeur a le rôle « researcher ».");
    }

    @Test
    void saysADecisionWithItsRulesAndPromises() {
        Decision permitted = new Decision.Permitted(new OutputRules(10, 85),
            List.of(new Promise(Term.NO_COMMERCIAL_USE, "true"), new Promise(Term.FEE, "123450")));
        assertThat(Words.of(permitted)).isEqualTo(new Words("""
            C'est permis.
            - Un chiffre qui repose, une fois brouillé, sur moins de 10 unités (personnes, compteurs, exploitations) \
            est masqué.
            - Un chiffre dont une seule unité pourrait faire plus de 85 % est masqué.
            Cela repose sur des promesses signées, qu'aucun nœud ne peut vérifier :
            - Le demandeur promet de ne faire aucun usage commercial des résultats.
            - Le demandeur promet de payer au moins 1\u202F234,50 €.""", """
            This is permitted.
            - A figure that rests, once blurred, on fewer than 10 units (people, meters, farms) is hidden.
            - A figure of which a single unit could make up more than 85% is hidden.
            This rests on signed promises, which no node can check:
            - The requester promises to make no commercial use of the results.
            - The requester promises to pay at least 1,234.50 €."""));
        assertThat(Words.of(new Decision.Permitted(OutputRules.NONE)))
            .isEqualTo(new Words("C'est permis.", "This is permitted."));
    }

    @Test
    void saysEveryReasonItsClauseAndWhatWouldChangeIt() {
        Reason purpose = new Reason("purpose", "", "La finalité n'est pas permise.", "The purpose is not allowed.",
            new Words("Demandez pour le plan climat.", "Ask for the climate plan."));
        Reason whole = new Reason("question", "", "La question manque.", "The question is missing.");
        Clause clause = Samples.charter().clauses().stream().filter(one -> one.terms().contains(Term.PURPOSE))
            .findFirst().orElseThrow();
        assertThat(Words.of(new Decision.Denied(List.of(purpose, whole)), Samples.charter())).isEqualTo(new Words(
            "C'est refusé, pour 2 raisons :\n- La finalité n'est pas permise.\n  - Clause " + clause.id() + " : "
                + clause.title().french() + ".\n  - Ce qui changerait la décision : Demandez pour le plan climat.\n"
                + "- La question manque.",
            "This is refused, for 2 reasons:\n- The purpose is not allowed.\n  - Clause " + clause.id() + ": "
                + clause.title().english() + ".\n  - What would change the decision: Ask for the climate plan.\n"
                + "- The question is missing."));
        assertThat(Words.of(new Decision.Denied(List.of(whole)))).isEqualTo(new Words(
            "C'est refusé, pour une raison :\n- La question manque.",
            "This is refused, for one reason:\n- The question is missing."));
    }

    @Test
    void saysWhatACommitteeHasToGive() {
        assertThat(Words.of(new Decision.NeedsApproval(List.of(new Approval("citizens", 1, 51, 1)),
            List.of(new Reason("approval", "", "Un vote manque.", "A vote is missing."))))).isEqualTo(new Words("""
            Un comité doit d'abord donner son accord. Sans vote à temps, c'est un refus.
            - Il faut : collège « citizens », en 1 jour, au moins 1 votant et au moins 51 % des membres du collège pour.
            - Un vote manque.""", """
            A committee must agree first. Without a vote in time, this is a refusal.
            - Needed: college "citizens", within 1 day, at least 1 voter and at least 51% of the college's members for.
            - A vote is missing."""));
    }

    /** The sample's policy with more in its permission and beside it. */
    private static Policy rule(List<Expression> more, List<Rule> duties, List<Rule> prohibitions,
                               List<Rule> obligations) {
        Rule permission = Samples.policy().permissions().getFirst();
        List<Expression> all = new ArrayList<>(permission.constraints());
        all.addAll(more);
        Policy policy = new Policy(List.of(new Rule(Rule.USE, all, duties)), prohibitions, obligations);
        assertThat(policy.faults()).isEmpty();
        return policy;
    }

    private static List<String> tail(String text, String first) {
        List<String> lines = text.lines().toList();
        int start = 0;
        while (!lines.get(start).matches("- (" + first + ").*")) {
            start++;
        }
        return lines.subList(start, lines.size());
    }

    @Test
    void shortensAFingerprintOnly() {
        assertThat(Names.fingerprint("sha-256:0123456789abcdef")).isEqualTo("0123456789ab…");
        assertThat(Names.fingerprint("sha-256:0123")).isEqualTo("0123");
        assertThat(new Names(Optional.empty()).purpose("a\u202Eb").english()).isEqualTo("a\uFFFDb");
    }
}

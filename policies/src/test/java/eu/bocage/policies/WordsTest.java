package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void saysThePolicyInBothLanguages() {
        Words words = Words.of(Samples.policy(), Samples.charter());
        String hash = Samples.charter().hash();
        assertThat(words.french().replace('\u202F', ' ')).isEqualTo("""
            Des questions peuvent être posées, à ces conditions :
            - La charte signée par tous s'applique (empreinte %s).
            - Seul le membre qui porte le projet « heat-atlas » peut demander.
            - Pour ces finalités seulement : Plan climat du territoire, Gestion de l'eau.
            - À partir du 1er mars 2026.
            - Jusqu'au 31 décembre 2028 inclus.
            - Aucun lieu n'est montré plus finement que la commune.
            - Chaque question dépense au plus 50 000 millionièmes de rho du budget de confidentialité.
            - Outre les effectifs, seules ces mesures : consumption, power.
            - Outre le lieu, regrouper et filtrer seulement par : energy, month.
            - Seuls sortent des résultats d'ensemble (effectifs, totaux) ; aucune ligne ne quitte le nœud.
            - Un résultat dont l'effectif bruité est inférieur à 12 est masqué, et la dépense reste due."""
            .formatted(hash));
        assertThat(words.english()).isEqualTo("""
            Questions may be asked, on these conditions:
            - The charter that everyone signed applies (hash %s).
            - Only the member that owns the project "heat-atlas" may ask.
            - For these purposes only: Climate plan of the territory, Water management.
            - From 1 March 2026.
            - Until 31 December 2028 included.
            - No place is shown finer than the commune (municipality).
            - Each question spends at most 50,000 millionths of rho of the privacy budget.
            - Besides counts, these measures only: consumption, power.
            - Besides place, group and filter only by: energy, month.
            - Only aggregate results (counts, totals) leave; no row leaves the node.
            - A result whose noisy count is below 12 is hidden, and what it spent stays spent."""
            .formatted(hash));
        assertThat(Words.of(Samples.policy()).english()).contains("climate-plan, water-management");
    }

    @Test
    void saysThatNothingIsPermittedWhenSomethingIsUnknown() {
        Policy policy = Samples.with(Samples.policy(), all -> {
            all.add(new Constraint("urn:example:fee", Operator.LTEQ, List.of("5")));
            return all;
        });
        assertThat(Words.of(policy).english()).startsWith("This policy permits nothing")
            .contains("The condition \"urn:example:fee\" is unknown to this node", "Only the member that owns");
        assertThat(Words.of(policy).french()).startsWith("Cette règle ne permet rien");
        assertThat(Words.of(Policy.unreadable("nested or")).english()).contains("nested or");
    }
}

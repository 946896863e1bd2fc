package eu.bocage.compute;

import java.math.BigDecimal;

/** A preview in words that need no training. */
record PreviewText(Preview preview) {

    String french() {
        StringBuilder text = new StringBuilder("Cette question coûterait ").append(preview.loss().microRho())
            .append(" millionièmes de ρ (ε = ").append(epsilon().replace('.', ',')).append(" pour δ = 10⁻⁶). ")
            .append(preview.questionsLeft() == 0 ? "Le budget n'y suffit plus."
                : "Le budget permet encore environ " + preview.questionsLeft()
                    + (preview.questionsLeft() > 1 ? " questions" : " question") + " de ce prix.")
            .append(" La réponse aurait ").append(preview.cells())
            .append(preview.cells() > 1 ? " cellules au plus." : " cellule.");
        preview.appearsFrom().ifPresent(units -> text.append(" Une cellule de moins d'environ ").append(units)
            .append(" unités n'apparaît pas."));
        Disclosure rules = preview.disclosure();
        if (rules.minimumGroup() > 0) {
            text.append(" Une cellule de moins de ").append(rules.minimumGroup()).append(" unités est masquée.");
        }
        if (rules.dominancePercent() > 0) {
            text.append(" Un total dont une seule unité pourrait faire plus de ").append(rules.dominancePercent())
                .append(" % est masqué.");
        }
        if (!rules.equals(Disclosure.NONE)) {
            text.append(preview.likelyHidden().isEmpty()
                ? " Aucune réponse déjà reçue ne dit combien de cellules seraient masquées."
                : " D'après les réponses déjà reçues, environ " + preview.likelyHidden().getAsLong()
                    + (preview.likelyHidden().getAsLong() > 1 ? " cellules seraient masquées." : " cellule serait "
                    + "masquée."));
        }
        return text.toString();
    }

    String english() {
        StringBuilder text = new StringBuilder("This question would cost ").append(preview.loss().microRho())
            .append(" millionths of ρ (ε = ").append(epsilon()).append(" at δ = 10⁻⁶). ")
            .append(preview.questionsLeft() == 0 ? "The budget no longer suffices."
                : "The budget still holds about " + preview.questionsLeft()
                    + (preview.questionsLeft() > 1 ? " questions" : " question") + " at this price.")
            .append(" The answer would have ").append(preview.cells() > 1 ? "at most " : "").append(preview.cells())
            .append(preview.cells() > 1 ? " cells." : " cell.");
        preview.appearsFrom().ifPresent(units -> text.append(" A cell of fewer than about ").append(units)
            .append(" units does not appear."));
        Disclosure rules = preview.disclosure();
        if (rules.minimumGroup() > 0) {
            text.append(" A cell of fewer than ").append(rules.minimumGroup()).append(" units is hidden.");
        }
        if (rules.dominancePercent() > 0) {
            text.append(" A total of which a single unit could make up more than ").append(rules.dominancePercent())
                .append(" % is hidden.");
        }
        if (!rules.equals(Disclosure.NONE)) {
            text.append(preview.likelyHidden().isEmpty()
                ? " No answer received so far tells how many cells would be hidden."
                : " By the answers received so far, about " + preview.likelyHidden().getAsLong()
                    + (preview.likelyHidden().getAsLong() == 1 ? " cell" : " cells") + " would be hidden.");
        }
        return text.toString();
    }

    private String epsilon() {
        return BigDecimal.valueOf(preview.epsilonPerMille(), 3).stripTrailingZeros().toPlainString();
    }
}

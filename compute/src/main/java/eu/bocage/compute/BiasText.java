package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the margins of an answer do not cover, in words. The bias of clamping and of the bound on cells is named with
 * its declared bounds and never estimated: an estimate would look at rows again and would have to be paid for. Nor do
 * margins cover what showing some cells only does to the figures by which they are chosen.
 */
record BiasText(List<Ask> asks, BoundingPlan plan, Tiers tiers, Disclosure disclosure) {

    ObjectNode document() {
        String bounds = asks.stream().flatMap(ask -> ask.measures().stream()).distinct().map(one -> one.name() + " : "
            + new StepReader(one).shown(one.perUnit()) + " " + one.unit()).collect(Collectors.joining(", "));
        int cells = plan.cellsPerUnit();
        StringBuilder french = new StringBuilder("Les marges ne couvrent que le bruit. Une unité compte dans ")
            .append(cells).append(cells > 1 ? " cellules" : " cellule").append(" au plus");
        StringBuilder english = new StringBuilder("The margins cover the noise only. One unit counts in at most ")
            .append(cells).append(cells > 1 ? " cells" : " cell");
        if (!bounds.isEmpty()) {
            french.append(", et par cellule pour au plus (").append(bounds).append(")");
            english.append(", and per cell for at most (").append(bounds).append(")");
        }
        asks.stream().flatMap(ask -> ask.figures().stream()).forEach(figure -> {
            if (figure instanceof BoundingPlan.Figure.Rows(int most) && french.indexOf(", avec ") < 0) {
                french.append(", avec ").append(most).append(most > 1 ? " lignes au plus" : " ligne au plus");
                english.append(", with at most ").append(most).append(most > 1 ? " rows" : " row");
            }
        });
        french.append(" ; ce qui dépasse est coupé. Ce biais n'est pas estimé.");
        english.append("; what goes beyond is cut off. This bias is not estimated.");
        if (tiers.size() > 1 && cells > 1) {
            int times = IntStream.range(1, tiers.size()).map(tier -> tiers.timesPerUnit(tier, cells)).max().orElse(1);
            french.append(" Un lieu plus grand compte une unité autant de fois que ses lieux la comptent");
            english.append(" A larger place counts a unit as often as its places do");
            french.append(times > 1 ? ", jusqu'à " + times + " fois : les seuils de masquage y sont d'autant plus "
                + "élevés." : ".");
            english.append(times > 1 ? ", up to " + times + " times: the limits for hiding are as much higher there."
                : ".");
        }
        if (plan.hasPrivateKeys()) {
            french.append(" Une cellule que trop peu d'unités remplissent n'apparaît pas du tout.");
            english.append(" A cell that too few units fill does not appear at all.");
        }
        if (plan.hasPrivateKeys() || !disclosure.equals(Disclosure.NONE)) {
            french.append(" Ce sont des chiffres bruités qui décident si une cellule est montrée : près du seuil, ceux "
                + "que l'on voit sont plutôt trop grands, et leur marge contient la vraie valeur moins souvent que "
                + "dans 95 publications sur 100.");
            english.append(" Noisy figures decide whether a cell is shown: near the limit, those that are seen are "
                + "rather too large, and their margin holds the true value less often than in 95 of 100 releases.");
        }
        return Json.object().put("fr", french.toString()).put("en", english.toString());
    }
}

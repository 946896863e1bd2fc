package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.connector.node.Language;

/** Budgets in words: what was spent, how much that is, and in how many questions what is left can be counted. */
record BudgetText(Terminal terminal) {

    void print(JsonNode budget) {
        if (budget.path("places").isEmpty()) {
            terminal.say("Ce nœud ne publie rien : il n'a pas de budget.",
                "This node publishes nothing: it has no budget.");
        }
        long price = budget.path("perRequest").asLong();
        for (JsonNode place : budget.path("places")) {
            place(place, price);
            terminal.say("");
        }
    }

    void reconciled(JsonNode seen) {
        terminal.say("Reçus déjà dans le journal : " + seen.path("known").asText() + " ; débits perdus, débités de"
                + " nouveau : " + seen.path("charged").asText() + " ; déjà débités auparavant : "
                + seen.path("before").asText() + ".",
            "Receipts that the ledger has: " + seen.path("known").asText() + "; lost debits that were charged again: "
                + seen.path("charged").asText() + "; charged before: " + seen.path("before").asText() + ".");
        if (seen.path("opened").isEmpty()) {
            terminal.say("Rien n'était fermé.", "Nothing was closed.");
        }
        for (JsonNode opened : seen.path("opened")) {
            terminal.say("« " + opened.path("unitSpace").asText() + " », période « " + opened.path("period").asText()
                    + " », est rouvert. Débits perdus que rien n'explique : " + opened.path("unexplained").asText()
                    + ", comptés chacun comme la question la plus chère, " + rho(opened) + " de ρ en tout.",
                "\"" + opened.path("unitSpace").asText() + "\", period \"" + opened.path("period").asText()
                    + "\", is open again. Lost debits that nothing explains: " + opened.path("unexplained").asText()
                    + ", each counted as the dearest question, ρ " + rho(opened) + " in all.");
        }
    }

    private void place(JsonNode place, long price) {
        Language language = terminal.language();
        String ids = String.join(", ", place.path("datasets").valueStream().map(JsonNode::asText).toList());
        terminal.say(place.path("unitSpace").asText() + ", " + place.path("period").asText()
            + (ids.isEmpty() ? "" : " (" + ids + ")"));
        terminal.say("  dépensé : ρ " + rho(place) + spoken(place), "  spent: ρ " + rho(place) + spoken(place));
        switch (place.path("state").asText()) {
            case "closed" -> terminal.say("  FERMÉ : ce nœud vient d'une copie plus ancienne, et il manque des"
                    + " écritures à son journal (" + place.path("unexplained").asText() + " débits inexpliqués).\n"
                    + "  Demandez leurs reçus à ceux qui vous interrogent (« bocage budget receipts »), puis « bocage"
                    + " budget reconcile » ; ou « bocage budget declare-spent ».",
                "  CLOSED: this node comes from an older copy, and entries of its ledger are missing ("
                    + place.path("unexplained").asText() + " debits unexplained).\n"
                    + "  Ask those who ask you for their receipts (\"bocage budget receipts\"), then \"bocage budget"
                    + " reconcile\"; or \"bocage budget declare-spent\".");
            case "declared-spent" -> terminal.say("  déclaré dépensé : aucune question nouvelle ne reçoit de réponse",
                "  declared spent: no new question is answered");
            default -> terminal.say("  reste : ρ " + Numbers.millionths(place.path("left").asLong(), language)
                    + " sur " + Numbers.millionths(place.path("limit").asLong(), language)
                    + questions(place, price, " (environ ", " questions au prix le plus haut)"),
                "  left: ρ " + Numbers.millionths(place.path("left").asLong(), language) + " of "
                    + Numbers.millionths(place.path("limit").asLong(), language)
                    + questions(place, price, " (about ", " questions at the highest price)"));
        }
        for (JsonNode project : place.path("projects")) {
            if (project.has("share")) {
                String share = Numbers.millionths(project.path("share").asLong(), language);
                String left = Numbers.millionths(project.path("left").asLong(), language);
                terminal.say("  " + project.path("project").asText() + " : dépensé ρ " + rho(project) + ", reste ρ "
                        + left + " sur sa part de " + share
                        + questions(project, price, " (environ ", " questions)") + " ; "
                        + project.path("leftToday").asText() + " aujourd'hui",
                    "  " + project.path("project").asText() + ": spent ρ " + rho(project) + ", left ρ " + left
                        + " of its share of " + share + questions(project, price, " (about ", " questions)") + "; "
                        + project.path("leftToday").asText() + " today");
            } else {
                terminal.say("  " + project.path("project").asText() + " : dépensé ρ " + rho(project)
                        + " (ce projet n'est plus inscrit)",
                    "  " + project.path("project").asText() + ": spent ρ " + rho(project)
                        + " (this project is no longer registered)");
            }
        }
    }

    /** Epsilon at the customary delta, as most people state it. */
    private String spoken(JsonNode spent) {
        PrivacyLoss loss = new PrivacyLoss(spent.path("microRho").asLong(), spent.path("picoDelta").asLong());
        if (loss.picoDelta() >= PrivacyLoss.USUAL_DELTA) {
            return "";
        }
        String epsilon = Numbers.thousandths(loss.epsilonPerMille(PrivacyLoss.USUAL_DELTA), terminal.language());
        return terminal.language().of(", soit ε = " + epsilon + " à δ = 10⁻⁶", ", that is ε = " + epsilon
            + " at δ = 10⁻⁶");
    }

    private String rho(JsonNode spent) {
        return Numbers.millionths(spent.path("microRho").asLong(), terminal.language());
    }

    private String questions(JsonNode left, long price, String before, String after) {
        return price < 1 ? "" : before + Numbers.of(left.path("left").asLong() / price, terminal.language()) + after;
    }
}

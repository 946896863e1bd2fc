package eu.bocage.connector.dataset;

import eu.bocage.compute.Problem;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.budget.Place;
import java.util.List;

/** What is left to an owner whose very rows are published elsewhere already, under another unit space or period. */
enum SameRows {

    /** Something was spent of their budget, or may have been. */
    NONE,

    /** Nothing was spent: the other dataset may be withdrawn first. */
    WITHDRAW,

    /** Nothing was spent, and the other dataset is withdrawn: to be confirmed. */
    CONFIRM;

    /** @param place of the other dataset */
    static SameRows of(Place place, Budgets budgets, boolean withdrawn) {
        boolean unspent = budgets.books(List.of(place)).stream().filter(book -> book.place().equals(place))
            .allMatch(book -> book.state() == Continuity.State.OPEN && book.microRho() == 0 && book.picoDelta() == 0);
        return !unspent ? NONE : withdrawn ? CONFIRM : WITHDRAW;
    }

    /** @param other dataset that has the very rows; @param scope its unit space and period */
    Problem refusal(String other, Catalogue.Scope scope) {
        return new Problem("unitSpace",
            "ce même contenu est déjà publié sous « " + other + " », avec l'espace d'unités « " + scope.unitSpace()
                + " » et la période « " + scope.period() + " » : reprenez ces valeurs, car les mêmes données n'ont"
                + " qu'un budget" + french(other),
            "this very content is published already as \"" + other + "\", with unit space \"" + scope.unitSpace()
                + "\" and period \"" + scope.period() + "\": use those values, for the same data have one budget only"
                + english(other));
    }

    private String french(String other) {
        return switch (this) {
            case NONE -> "";
            case WITHDRAW -> ". Si ces valeurs étaient une erreur, retirez d'abord « " + other + " » (bocage dataset"
                + " withdraw " + other + "), puis confirmez par --same-rows-new-budget : rien n'en est encore dépensé";
            case CONFIRM -> ". Si ces valeurs étaient une erreur, confirmez-le par --same-rows-new-budget, et le"
                + " journal le dira : rien n'en est dépensé";
        };
    }

    private String english(String other) {
        return switch (this) {
            case NONE -> "";
            case WITHDRAW -> ". If those values were a mistake, withdraw \"" + other + "\" first (bocage dataset"
                + " withdraw " + other + "), then confirm by --same-rows-new-budget: nothing of it is spent yet";
            case CONFIRM -> ". If those values were a mistake, confirm it by --same-rows-new-budget, and the ledger"
                + " will say so: nothing of it is spent";
        };
    }
}

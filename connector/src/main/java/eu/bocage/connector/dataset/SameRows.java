package eu.bocage.connector.dataset;

/** What is left to an owner whose very rows are published elsewhere already, under another unit space or period. */
enum SameRows {

    /** Something was spent of their budget, or may have been. */
    NONE,

    /** Nothing was spent: the other dataset may be withdrawn first. */
    WITHDRAW,

    /** Nothing was spent, and the other dataset is withdrawn: to be confirmed. */
    CONFIRM;

    /** Continues a sentence. @param other dataset that has them */
    String french(String other) {
        return switch (this) {
            case NONE -> "";
            case WITHDRAW -> ". Si ces valeurs étaient une erreur, retirez d'abord « " + other + " » (bocage dataset"
                + " withdraw " + other + "), puis confirmez par --same-rows-new-budget : rien n'en est encore dépensé";
            case CONFIRM -> ". Si ces valeurs étaient une erreur, confirmez-le par --same-rows-new-budget, et le"
                + " journal le dira : rien n'en est dépensé";
        };
    }

    String english(String other) {
        return switch (this) {
            case NONE -> "";
            case WITHDRAW -> ". If those values were a mistake, withdraw \"" + other + "\" first (bocage dataset"
                + " withdraw " + other + "), then confirm by --same-rows-new-budget: nothing of it is spent yet";
            case CONFIRM -> ". If those values were a mistake, confirm it by --same-rows-new-budget, and the ledger"
                + " will say so: nothing of it is spent";
        };
    }
}

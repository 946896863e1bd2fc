package eu.bocage.connector.answer;

import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Project;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Spent;
import java.util.Optional;

/** What charter and project let the books spend, and what the books say before a question. */
final class Books {

    private Books() {
    }

    /** The strictest of what the charter says for all, for a project and for a day, and of the project's share. */
    static Budgets.Limits limits(Charter charter, Project project) {
        Budgets.Limits plain = Budgets.Limits.of(charter.budget(), project.budgetPerMille());
        return new Budgets.Limits(plain.total(),
            Math.min(plain.projectShare(), charter.terms().budgetPerProject().orElse(Long.MAX_VALUE)),
            Math.min(plain.perDay(), charter.terms().requestsPerDay().orElse(Integer.MAX_VALUE)), plain.picoDelta());
    }

    /** At most the limits, past which the debit refuses anyway. */
    static Spent spent(Budgets budgets, Budgets.Scope scope, Budgets.Limits limits) {
        Budgets.Balance balance = budgets.balance(scope, limits);
        return new Spent(Optional.of(limits.projectShare() - balance.leftProject()),
            Optional.of(limits.total() - balance.leftTotal()), Optional.of(limits.perDay() - balance.leftToday()));
    }
}

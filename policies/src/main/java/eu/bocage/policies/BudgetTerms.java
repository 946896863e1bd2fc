package eu.bocage.policies;

/**
 * What a privacy budget may be spent on, in millionths of zCDP rho.
 *
 * @param perRequest      the most that one question may cost, and what it costs by default, 1 or more
 * @param perUnitSpace    the whole of one unit space x period, at least {@code perRequest}
 * @param questionsPerDay how many charged questions a project may ask of one unit space x period in a UTC day, from 1
 */
public record BudgetTerms(long perRequest, long perUnitSpace, int questionsPerDay) {

    public BudgetTerms {
        if (perRequest < 1 || perUnitSpace < perRequest || questionsPerDay < 1) {
            throw new IllegalArgumentException("not a budget: " + perRequest + " of " + perUnitSpace + ", "
                + questionsPerDay + " a day");
        }
    }
}

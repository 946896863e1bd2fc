package eu.bocage.connector.budget;

/** What a budget lies on: the set of units that are protected, whatever the dataset, and the time that it covers. */
public record Place(String unitSpace, String period) {
}

package eu.bocage.compute.geography;

/**
 * One place as it lies in a territory.
 *
 * @param code       official code: INSEE for communes, départements and régions, SIREN for EPCI
 * @param name       official name, in French
 * @param population municipal population inside the territory, 0 where none is known
 * @param part       whether only a part of it lies in the territory, as EPCI may cross a région's line
 */
public record Place(String code, String name, long population, boolean part) {
}

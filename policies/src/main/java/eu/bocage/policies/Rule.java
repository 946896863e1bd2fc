package eu.bocage.policies;

import java.util.List;

/** A rule about an action; every constraint must hold. @param action full IRI */
public record Rule(String action, List<Constraint> constraints) {
}

package eu.bocage.policies;

import java.util.List;

/** The policy that is evaluated: the one model behind enforcement, words and wire. */
public record Policy(List<Rule> permissions, List<Rule> prohibitions, List<Rule> obligations) {
}

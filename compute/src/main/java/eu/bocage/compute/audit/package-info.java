/** Attacks on the mechanisms of this very node, and on what counts the budget: what an outsider would try, and more. */
package eu.bocage.compute.audit;

/** Charter, clauses, ODRL policies and the one decision function; plain Java, no clock, no network. */
package eu.bocage.policies;

/** Communes, EPCI, départements and régions of France, their names, populations and hierarchies. */
package eu.bocage.compute.geography;

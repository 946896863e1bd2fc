/** The node: one Vert.x process around an EDC connector. */
package eu.bocage.connector;

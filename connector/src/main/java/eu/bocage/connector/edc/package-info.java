/**
 * The EDC runtime inside a node, and the only package that knows EDC: {@link eu.bocage.connector.edc.EdcConnector} is
 * the way in.
 */
package eu.bocage.connector.edc;

/** The tables that stay at this node: what their owner declared and at which version they are. */
package eu.bocage.connector.dataset;

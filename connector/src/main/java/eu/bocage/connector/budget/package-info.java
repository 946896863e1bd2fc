/** How much more may be told about the units of this node. */
package eu.bocage.connector.budget;

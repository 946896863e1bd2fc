/** What the node did, so that nobody can change it afterwards without being seen. */
package eu.bocage.connector.ledger;

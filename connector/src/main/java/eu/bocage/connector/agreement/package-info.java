/** Who agreed to what with whom, and what the charter says to it at each moment. */
package eu.bocage.connector.agreement;

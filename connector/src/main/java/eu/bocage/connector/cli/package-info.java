/** The command line: {@code bocage}. */
package eu.bocage.connector.cli;

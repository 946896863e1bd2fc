/** The node as a whole: its configuration, its folder and the one place where its parts are put together. */
package eu.bocage.connector.node;

/** HTTP in and out: the ports that others reach, and the client for addresses that others give. */
package eu.bocage.connector.web;

/** What a node says over HTTP about itself: to its operator on the private port, to others on the public one. */
package eu.bocage.connector.api;

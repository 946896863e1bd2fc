/** Who is who in a territory: keys, signed documents, the member register and the tokens that rest on it. */
package eu.bocage.connector.member;

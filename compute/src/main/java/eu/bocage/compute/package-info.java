/** Tables, questions, private mechanisms and their budget arithmetic; plain Java. */
package eu.bocage.compute;

/** One question and its answer, on both sides: decision, debit, noise, receipt. */
package eu.bocage.connector.answer;

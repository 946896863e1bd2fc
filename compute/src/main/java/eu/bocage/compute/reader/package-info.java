/**
 * Reads files that native code has to read, in a process of their own: what they can break is that process. Knows
 * neither cards nor tables.
 */
package eu.bocage.compute.reader;

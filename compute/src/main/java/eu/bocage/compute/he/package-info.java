/** Homomorphic encryption: Microsoft SEAL and a ring of our own beside it. */
package eu.bocage.compute.he;

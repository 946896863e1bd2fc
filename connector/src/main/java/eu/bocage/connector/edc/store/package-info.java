/**
 * What EDC remembers, and when its state machines move: durable stores behind EDC's SPIs, without the races and the
 * polling of EDC's own. {@link eu.bocage.connector.edc.store.EdcStores} is the way in;
 * {@code StatefulTable} says how the concurrency works.
 */
package eu.bocage.connector.edc.store;

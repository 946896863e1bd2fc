/**
 * The node's one database: {@link eu.bocage.connector.storage.Database} opens it, migrates its schema and runs
 * transactions. Migrations lie in the resource folder {@code migrations} beside this package, numbered by owner:
 * V1xx the connector's negotiations and transfers, V2xx members, V3xx datasets, budget, ledger and answers,
 * V4xx agreements.
 */
package eu.bocage.connector.storage;

-- Branches of the ledger: one begins with the first entry, and one whenever it shows that entries are missing.
CREATE TABLE ledger_branch (
    since_entry BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    PRIMARY KEY (since_entry)
);

-- Entries of the ledger that this database lacks, though they were written: it was restored from an older copy. Those
-- after entry "after" up to entry "until" went missing, before the time "found". Kept for ever.
CREATE TABLE budget_lost (
    id BIGINT NOT NULL,
    after_entry BIGINT NOT NULL,
    until_entry BIGINT NOT NULL,
    until_hash VARCHAR(72) NOT NULL,
    whole BOOLEAN NOT NULL,
    found_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- What was done about it, for each unit space and period; without a row here it is closed.
CREATE TABLE budget_settled (
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    lost BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    PRIMARY KEY (unit_space, period, lost)
);

-- Unit spaces and periods whose budget was declared spent; for ever.
CREATE TABLE budget_declared_spent (
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    declared_at BIGINT NOT NULL,
    PRIMARY KEY (unit_space, period)
);

-- Lost debits that receipts have shown, each charged once.
CREATE TABLE budget_shown (
    entry_number BIGINT NOT NULL,
    entry_hash VARCHAR(72) NOT NULL,
    lost BIGINT NOT NULL,
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    micro_rho BIGINT NOT NULL,
    pico_delta BIGINT NOT NULL,
    PRIMARY KEY (entry_number, entry_hash)
);

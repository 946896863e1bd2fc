-- Published datasets. Unit space and period never change: budgets lie on them.
CREATE TABLE dataset (
    id VARCHAR(100) NOT NULL,
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    version VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
);

-- Every version there ever was, with the card that it was published under.
CREATE TABLE dataset_version (
    version VARCHAR(32) NOT NULL,
    dataset VARCHAR(100) NOT NULL,
    card VARCHAR NOT NULL,
    commitment VARCHAR(72) NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (version)
);

-- What opens the commitments; apart from everything that is ever shown or exported.
CREATE TABLE dataset_opening (
    version VARCHAR(32) NOT NULL,
    opening VARCHAR(64) NOT NULL,
    PRIMARY KEY (version)
);

-- Versions whose rows are still needed, by whom.
CREATE TABLE dataset_hold (
    holder VARCHAR(64) NOT NULL,
    version VARCHAR(32) NOT NULL,
    PRIMARY KEY (holder)
);
CREATE INDEX dataset_hold_by_version ON dataset_hold (version);

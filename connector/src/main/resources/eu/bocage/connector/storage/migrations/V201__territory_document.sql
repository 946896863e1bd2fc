-- Documents signed by the trust anchor, every version that this node accepted.
CREATE TABLE territory_document (
    kind VARCHAR(16) NOT NULL,
    version BIGINT NOT NULL,
    hash VARCHAR(72) NOT NULL,
    content VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (kind, version)
);

-- Evidence against the trust anchor: a second document with the version of a first one.
CREATE TABLE territory_conflict (
    kind VARCHAR(16) NOT NULL,
    version BIGINT NOT NULL,
    hash VARCHAR(72) NOT NULL,
    content VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (kind, version, hash)
);

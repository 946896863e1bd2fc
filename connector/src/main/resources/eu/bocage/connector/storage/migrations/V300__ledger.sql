-- What this node did, entry by entry; written once, never changed. Content is canonical JSON (RFC 8785).
CREATE TABLE ledger_entry (
    number BIGINT NOT NULL,
    content VARCHAR NOT NULL,
    hash VARCHAR(72) NOT NULL,
    signature VARCHAR(86) NOT NULL,
    signer VARCHAR(300) NOT NULL,
    PRIMARY KEY (number)
);

-- The one row that every append updates first: its lock puts appends in order.
CREATE TABLE ledger_head (
    name VARCHAR(8) NOT NULL,
    number BIGINT NOT NULL,
    hash VARCHAR(72) NOT NULL,
    PRIMARY KEY (name)
);
INSERT INTO ledger_head (name, number, hash) VALUES
    ('head', 0, 'sha-256:0000000000000000000000000000000000000000000000000000000000000000');

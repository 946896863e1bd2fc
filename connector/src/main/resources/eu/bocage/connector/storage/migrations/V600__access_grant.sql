-- Tokens of started transfers, as SHA-256 only.
CREATE TABLE access_grant (
    transfer VARCHAR(255) NOT NULL,
    agreement VARCHAR(255) NOT NULL,
    token_hash VARCHAR(72) NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (transfer)
);
CREATE UNIQUE INDEX access_grant_by_token ON access_grant (token_hash);

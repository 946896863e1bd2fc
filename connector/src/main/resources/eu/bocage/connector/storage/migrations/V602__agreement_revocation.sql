-- Agreements that this node, as provider, has ended before their time.
CREATE TABLE agreement_revocation (
    agreement VARCHAR(255) NOT NULL,
    reason VARCHAR NOT NULL,
    revoked_at BIGINT NOT NULL,
    PRIMARY KEY (agreement)
);

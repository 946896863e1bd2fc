-- Tokens that members have shown to this node, kept until they have expired everywhere.
CREATE TABLE member_used_token (
    issuer VARCHAR(300) NOT NULL,
    jti VARCHAR(64) NOT NULL,
    forget_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, jti)
);
CREATE INDEX member_used_token_by_forget_at ON member_used_token (forget_at);

-- One row per entity of the connector: what EDC looks up by stands in columns, the whole entity in content (JSON).
CREATE TABLE edc_asset (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    content VARCHAR NOT NULL
);

CREATE TABLE edc_policy_definition (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    content VARCHAR NOT NULL
);

CREATE TABLE edc_contract_definition (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    content VARCHAR NOT NULL
);

CREATE TABLE edc_negotiation (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    state INTEGER NOT NULL,
    state_timestamp BIGINT NOT NULL,
    pending BOOLEAN NOT NULL,
    type VARCHAR(16) NOT NULL,
    correlation_id VARCHAR,
    counter_party_id VARCHAR,
    contract_id VARCHAR,
    agreement_id VARCHAR,
    content VARCHAR NOT NULL
);
CREATE INDEX edc_negotiation_state ON edc_negotiation (state, state_timestamp);
CREATE INDEX edc_negotiation_correlation ON edc_negotiation (correlation_id);
CREATE INDEX edc_negotiation_contract ON edc_negotiation (contract_id);
CREATE INDEX edc_negotiation_agreement ON edc_negotiation (agreement_id);

CREATE TABLE edc_transfer (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    state INTEGER NOT NULL,
    state_timestamp BIGINT NOT NULL,
    pending BOOLEAN NOT NULL,
    type VARCHAR(16) NOT NULL,
    correlation_id VARCHAR,
    contract_id VARCHAR,
    asset_id VARCHAR,
    content VARCHAR NOT NULL
);
CREATE INDEX edc_transfer_state ON edc_transfer (state, state_timestamp);
CREATE INDEX edc_transfer_correlation ON edc_transfer (correlation_id);
CREATE INDEX edc_transfer_contract ON edc_transfer (contract_id);

CREATE TABLE edc_policy_monitor (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    state INTEGER NOT NULL,
    state_timestamp BIGINT NOT NULL,
    content VARCHAR NOT NULL
);
CREATE INDEX edc_policy_monitor_state ON edc_policy_monitor (state, state_timestamp);

-- What a consumer holds of a started transfer: where to ask, and with which token.
CREATE TABLE edc_edr_entry (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    agreement_id VARCHAR,
    asset_id VARCHAR,
    content VARCHAR NOT NULL
);

CREATE TABLE edc_edr_address (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    content VARCHAR NOT NULL
);

CREATE TABLE edc_jti (
    id VARCHAR(1024) PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    content VARCHAR NOT NULL
);
CREATE INDEX edc_jti_expiry ON edc_jti (expires_at);

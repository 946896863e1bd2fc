-- V1xx: the connector's own state; see the decision record on storage. VARCHAR, never TEXT: H2 would make it a LOB.
CREATE TABLE storage_mark (
    name VARCHAR(64) PRIMARY KEY,
    content VARCHAR NOT NULL
);

-- Hashes by which rows are known again that were published before; under a secret that is kept outside of the database.
CREATE TABLE dataset_likeness (
    dataset VARCHAR(100) NOT NULL,
    secret VARCHAR(32) NOT NULL,
    digest VARCHAR(72) NOT NULL,
    content VARCHAR NOT NULL,
    PRIMARY KEY (dataset, digest)
);

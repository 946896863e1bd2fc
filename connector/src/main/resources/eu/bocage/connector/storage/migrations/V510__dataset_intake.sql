-- What intake counted for each version; for the owner alone, apart from everything that is ever shown or exported.
CREATE TABLE dataset_intake (
    version VARCHAR(32) NOT NULL,
    report VARCHAR NOT NULL,
    PRIMARY KEY (version)
);

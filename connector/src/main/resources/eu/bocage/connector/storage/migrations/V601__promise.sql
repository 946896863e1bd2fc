-- What consumers promised, as they signed it: by this node to others, and by others to this node.
CREATE TABLE promise (
    requester VARCHAR(300) NOT NULL,
    provider VARCHAR(300) NOT NULL,
    dataset VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    charter VARCHAR(72) NOT NULL,
    term VARCHAR(64) NOT NULL,
    promised VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (requester, provider, dataset, project, charter, term)
);

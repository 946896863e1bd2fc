-- What committees were asked, as this node asked it, took it in or counts it.
CREATE TABLE approval_request (
    id VARCHAR(72) NOT NULL,
    requester VARCHAR(300) NOT NULL,
    provider VARCHAR(300) NOT NULL,
    dataset VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    charter VARCHAR(72) NOT NULL,
    content VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX approval_request_by_matter ON approval_request (provider, dataset, project);

-- Votes as they were signed: one for each member, for good.
CREATE TABLE approval_vote (
    request VARCHAR(72) NOT NULL,
    voter VARCHAR(300) NOT NULL,
    content VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (request, voter)
);

-- What this node counted once nothing could change it any more.
CREATE TABLE approval_outcome (
    request VARCHAR(72) NOT NULL,
    outcome VARCHAR(16) NOT NULL,
    reason_fr VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    votes VARCHAR NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (request)
);

-- What one committee decided on a request for good, as this node counted it. The committee is named by what its
-- colleges have to give, as "citizens:3:60:14,public:2:51:14".
CREATE TABLE approval_part (
    request VARCHAR(72) NOT NULL,
    committee VARCHAR NOT NULL,
    outcome VARCHAR(16) NOT NULL,
    reason_fr VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    decided_at BIGINT NOT NULL
);
CREATE INDEX approval_part_by_request ON approval_part (request);

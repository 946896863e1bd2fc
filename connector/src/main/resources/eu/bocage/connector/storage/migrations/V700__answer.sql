-- Questions that were charged, each once: same project, dataset, version, question and rule for small groups.
CREATE TABLE answer_question (
    id VARCHAR(32) NOT NULL,
    project VARCHAR(100) NOT NULL,
    dataset VARCHAR(100) NOT NULL,
    version VARCHAR(32) NOT NULL,
    question_hash VARCHAR(72) NOT NULL,
    minimum_group INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    cost BIGINT NOT NULL,
    agreement VARCHAR(255) NOT NULL,
    consumer VARCHAR(300) NOT NULL,
    charter VARCHAR(72) NOT NULL,
    request_hash VARCHAR(72) NOT NULL,
    entry_number BIGINT NOT NULL,
    entry_hash VARCHAR(72) NOT NULL,
    state VARCHAR(8) NOT NULL,
    answer_hash VARCHAR(72),
    PRIMARY KEY (id),
    CONSTRAINT answer_question_once UNIQUE (project, dataset, version, question_hash, minimum_group)
);
CREATE INDEX answer_question_by_state ON answer_question (state);

-- Seeds of the random choices of answers that are not stored yet; deleted with their storing, never exported.
CREATE TABLE answer_seed (
    question VARCHAR(32) NOT NULL,
    seed VARCHAR(64) NOT NULL,
    PRIMARY KEY (question)
);

-- Answers, canonical JSON, cut into parts that a column can hold.
CREATE TABLE answer_part (
    question VARCHAR(32) NOT NULL,
    part INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    PRIMARY KEY (question, part)
);

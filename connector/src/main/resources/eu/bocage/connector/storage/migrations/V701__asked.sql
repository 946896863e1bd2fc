-- What this node asked of others and what it got, for receipts to be checked later.
CREATE TABLE asked_question (
    id VARCHAR(32) NOT NULL,
    provider VARCHAR(300) NOT NULL,
    dataset VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    agreement VARCHAR(255) NOT NULL,
    request VARCHAR NOT NULL,
    receipt VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE asked_answer_part (
    question VARCHAR(32) NOT NULL,
    part INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    PRIMARY KEY (question, part)
);

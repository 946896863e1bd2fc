-- Datasets that their owner has withdrawn, until they are published again. Versions, likenesses and budgets stay.
CREATE TABLE dataset_withdrawn (
    dataset VARCHAR(100) NOT NULL,
    withdrawn_at BIGINT NOT NULL,
    PRIMARY KEY (dataset)
);

-- The rule of dominance is part of what makes a question the same one, as the least group is; delta in units of 1e-12.
ALTER TABLE answer_question ADD COLUMN dominance_percent INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE answer_question ADD COLUMN pico_delta BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE answer_question DROP CONSTRAINT answer_question_once;
ALTER TABLE answer_question ADD CONSTRAINT answer_question_once_by_rules
    UNIQUE (project, dataset, version, question_hash, minimum_group, dominance_percent);

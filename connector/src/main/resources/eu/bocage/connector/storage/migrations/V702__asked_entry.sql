-- The provider's entry that a receipt names, so that the newest can be shown to it. Empty in rows from before.
ALTER TABLE asked_question ADD COLUMN entry_number BIGINT;
ALTER TABLE asked_question ADD COLUMN entry_hash VARCHAR(72);
CREATE INDEX asked_question_by_provider ON asked_question (provider, entry_hash);

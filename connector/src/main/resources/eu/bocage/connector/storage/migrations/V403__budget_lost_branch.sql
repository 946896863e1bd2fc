-- The branch of the ledger that the last known lost entry is of, and those of entries that receipts show. Empty for
-- entries from before there were branches.
ALTER TABLE budget_lost ADD COLUMN until_branch VARCHAR(32);
ALTER TABLE budget_shown ADD COLUMN branch VARCHAR(32);

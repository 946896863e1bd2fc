-- How many debits may be among the lost entries; without a number, each of them may be one.
ALTER TABLE budget_lost ADD COLUMN debits BIGINT;

-- What settling has charged for lost debits that nothing explains: to all, and to every project, for nobody can tell
-- whose they were. A project without books begins with the sum.
ALTER TABLE budget_settled ADD COLUMN micro_rho BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE budget_settled ADD COLUMN pico_delta BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE budget_settled ADD COLUMN questions BIGINT DEFAULT 0 NOT NULL;

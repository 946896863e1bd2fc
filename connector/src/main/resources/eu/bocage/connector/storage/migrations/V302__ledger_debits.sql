-- How many debits of a budget the entries stand for, so that a note of the last entry tells how many are lost with it.
ALTER TABLE ledger_head ADD COLUMN debits BIGINT DEFAULT 0 NOT NULL;
UPDATE ledger_head SET debits =
    (SELECT count(*) FROM ledger_entry WHERE content LIKE '%},"kind":"reserved","number":%');

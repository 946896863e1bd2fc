-- Of no loss it is known that nothing was written after "until": what names it may be from an older copy itself.
ALTER TABLE budget_lost DROP COLUMN whole;

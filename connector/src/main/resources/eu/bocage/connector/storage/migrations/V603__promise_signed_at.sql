-- When a promise was signed, so that an older one shown again replaces nothing. Of what is kept already only the time
-- of its arrival is known, which is later.
ALTER TABLE promise ADD COLUMN signed_at BIGINT DEFAULT 0 NOT NULL;
UPDATE promise SET signed_at = received_at;

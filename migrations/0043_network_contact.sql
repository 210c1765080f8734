-- Whom to write to about a network: an e-mail address that its page shows. Empty: the instance's own.
ALTER TABLE network ADD COLUMN contact TEXT NOT NULL DEFAULT '';

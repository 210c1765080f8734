-- What a mail says around its words: why it was sent (in its language; empty: by its cause, as before), where answers go (empty: to nobody),
-- and the Message-ID that all mails to one address about one event refer to, by which programs group them (empty: none).
ALTER TABLE mail ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN reply_to_name TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN thread TEXT NOT NULL DEFAULT '';

-- The language of a network's name and texts, and of its mails to people whose language nobody knows: until somebody says, the instance's.
ALTER TABLE network ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';
UPDATE network SET language = 'en' WHERE EXISTS (SELECT 1 FROM setting WHERE name = 'language' AND value = 'en');

-- A consent holds for all networks of a person: nothing ever wrote one of a single network, and it would not become one of all.
UPDATE consent SET withdrawn_at = given_at, withdrawn_how = 'form' WHERE network IS NOT NULL AND withdrawn_at IS NULL;
ALTER TABLE consent DROP COLUMN network;

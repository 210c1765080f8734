-- A network asks to stand below another one, whose coordinators answer. `network_below` holds accepted edges only: until then nothing flows.
ALTER TABLE network_parent ADD COLUMN state TEXT NOT NULL DEFAULT 'accepted'; -- requested, accepted, declined
ALTER TABLE network_parent ADD COLUMN asked_at TEXT;    -- null: placed there by an administrator
ALTER TABLE network_parent ADD COLUMN answered_at TEXT;

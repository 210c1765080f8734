-- A mail that was under way when its worker died, or whose connection broke before the answer, may have left: it is sent again, and says so.
ALTER TABLE mail ADD COLUMN doubtful BIGINT NOT NULL DEFAULT 0; -- 1: it may have left twice
ALTER TABLE mail ADD COLUMN handed_at TEXT;                     -- state = sending: its worker began to send it; null: it is only claimed
-- What was under way when this schema came: nobody noted whether it had begun.
UPDATE mail SET handed_at = lease_until WHERE state = 'sending';

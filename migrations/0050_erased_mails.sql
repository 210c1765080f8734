-- 1: a mail to somebody who is erased, which takes an event out of their calendar: nothing of it stays once it has left or is given up.
-- Back to 0 by then: there are never more of them than are on their way.
ALTER TABLE mail ADD COLUMN forget BIGINT NOT NULL DEFAULT 0;
CREATE INDEX mail_forget ON mail (state, id) WHERE forget = 1;

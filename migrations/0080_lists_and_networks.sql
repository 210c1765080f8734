-- Lists that the participants of an event read until it ends (list_rule.kind = participants, subject = an event), a text under each post, and archives
-- that each person reads from the day they joined.
ALTER TABLE list ADD COLUMN footer TEXT NOT NULL DEFAULT '';                    -- plain text under each post that is passed on; empty: mails stay as they are
ALTER TABLE list ADD COLUMN archive_from_joining BIGINT NOT NULL DEFAULT 0;     -- 1: readers see what was sent since they joined; a public archive is read as a whole
CREATE INDEX list_rule_subject ON list_rule (subject);

-- The network in whose name a single mail is: its coordinators see whether it arrived. Null: of none, or of one that is not known, as for earlier mails.
ALTER TABLE mail ADD COLUMN network TEXT REFERENCES network (id);

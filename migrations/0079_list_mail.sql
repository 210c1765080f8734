-- How a discussion passes mail on, and what it holds.
ALTER TABLE list ADD COLUMN reply_to TEXT NOT NULL DEFAULT 'list';      -- where answers go: list, author
ALTER TABLE list ADD COLUMN subject_prefix TEXT NOT NULL DEFAULT '';    -- before each subject: [ri3-l]; empty: subjects stay as they are
ALTER TABLE list ADD COLUMN largest BIGINT NOT NULL DEFAULT 0;          -- kilobytes of a mail that is not held; 0: as the site takes
ALTER TABLE list ADD COLUMN files_held BIGINT NOT NULL DEFAULT 0;       -- 1: mails with attached files wait for a moderator

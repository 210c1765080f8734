-- What administrators were told of, as long as it lasts: outgoing mail that stands still, a backup that is missing.
CREATE TABLE alert (
    kind TEXT PRIMARY KEY,            -- mail, backup
    since TEXT NOT NULL,              -- since when the oldest mail waits; when the last backup was made, or when the instance began to watch
    raised_at TEXT NOT NULL           -- when they were told
);

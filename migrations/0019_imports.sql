-- A file that somebody brought, read into lines and kept for some hours while they match its columns and look at what it would do:
-- any process can go on where another began. Its lines are forgotten as soon as it is done.
CREATE TABLE import (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),   -- whose it is: nobody else reads it
    network TEXT REFERENCES network (id),          -- null: the organisations of the instance
    file_name TEXT NOT NULL,
    lines TEXT NOT NULL,                           -- JSON: the number of each line in the file, and its cells; the first is the heading
    matched TEXT NOT NULL,                         -- what each column holds: codes separated by spaces; empty: not said yet
    kind TEXT NOT NULL,                            -- of new organisations for which no column says it; may be empty
    created_at TEXT NOT NULL,
    done_at TEXT,
    result TEXT NOT NULL                           -- once done, how many: created joined changed same refused
);
CREATE INDEX import_person ON import (person, created_at);
CREATE INDEX import_created ON import (created_at);

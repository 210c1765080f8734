-- The content of attached files, once by its SHA-256, in parts of 256 KiB: a range reads the parts it needs and no more.
-- It is kept in the database: two processes that share one PostgreSQL see the same files, what names a file and the file itself
-- are committed together, and a copy of the database holds everything.
CREATE TABLE file (
    hash TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE file_part (
    hash TEXT NOT NULL REFERENCES file (hash),
    position BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (hash, position)
);

-- A file under the name it has on a page.
CREATE TABLE attachment (
    id TEXT PRIMARY KEY,
    page TEXT NOT NULL REFERENCES page (id),
    name TEXT NOT NULL,               -- plan-acces.png: links of the page use it as it is
    media_type TEXT NOT NULL,         -- by its ending and its first octets, never by what the browser said
    alternative TEXT NOT NULL,        -- for pictures: what they show, in words
    hash TEXT NOT NULL REFERENCES file (hash),
    created_at TEXT NOT NULL,
    UNIQUE (page, name)
);
CREATE INDEX attachment_hash ON attachment (hash);

-- Pages: Markdown that a network or an event keeps, with every version of it.
CREATE TABLE page (
    id TEXT PRIMARY KEY,
    keeper TEXT NOT NULL,             -- the network or the event that keeps it: a short name is taken once there
    network TEXT REFERENCES network (id),
    event TEXT REFERENCES event (id), -- one of the two is set, and equals keeper
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,               -- page, guide, minutes
    access TEXT NOT NULL,             -- public (whoever sees the keeper), members, committee
    draft BIGINT NOT NULL,            -- 1: only those who write here
    language TEXT NOT NULL,           -- of the content: fr, en
    position BIGINT,                  -- its place in the keeper's menu; null: not in it
    revision BIGINT NOT NULL,         -- the number of the revision that is shown, the newest
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL,          -- of the form: a stale edit is told
    UNIQUE (keeper, slug)
);
CREATE INDEX page_network ON page (network);
CREATE INDEX page_event ON page (event);

-- What a page said, by whom, when. Rows are only ever added; restoring one adds another.
CREATE TABLE page_revision (
    page TEXT NOT NULL REFERENCES page (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown
    note TEXT NOT NULL,               -- why, in a line
    author TEXT REFERENCES person (id), -- null: the command line
    at TEXT NOT NULL,
    PRIMARY KEY (page, number)
);
CREATE INDEX page_revision_author ON page_revision (author);

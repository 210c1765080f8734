-- The year's review of a network. A draft holds texts alone, its figures are read when it is read; adopted, it is `content` for good.
CREATE TABLE review (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    year BIGINT NOT NULL,
    state TEXT NOT NULL,              -- draft, adopted
    highlights TEXT NOT NULL,         -- Markdown
    plans TEXT NOT NULL,              -- Markdown
    content TEXT,                     -- adopted: figures and texts, JSON with its version
    adopted_on TEXT,
    adopted_by TEXT REFERENCES person (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT REFERENCES person (id),
    version BIGINT NOT NULL,          -- of the form: a stale edit is told
    UNIQUE (network, year)
);

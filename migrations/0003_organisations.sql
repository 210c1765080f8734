CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,    -- lower case without accents: the same name is the same organisation
    kind TEXT NOT NULL REFERENCES organisation_kind (code),
    place TEXT NOT NULL,
    region TEXT REFERENCES region (code),
    created_at TEXT NOT NULL
);

CREATE TABLE organisation_alias (
    alias_key TEXT PRIMARY KEY,
    alias TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id)
);

-- Dated, so that the figures of a past year stay true after a move.
CREATE TABLE affiliation (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL REFERENCES organisation (id),
    started_on TEXT NOT NULL,
    ended_on TEXT                     -- null: still there; otherwise the last day
);
CREATE INDEX affiliation_person ON affiliation (person, started_on);
CREATE INDEX affiliation_organisation ON affiliation (organisation);

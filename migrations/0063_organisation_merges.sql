-- Two organisations that were made one, for thirty days: what is needed to tell them apart again, and no more.
CREATE TABLE organisation_merge (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,       -- the key of the one that is gone: it comes back under it
    kept TEXT NOT NULL,               -- the one that it became; it may be gone too by now
    name TEXT NOT NULL,
    kind TEXT NOT NULL REFERENCES organisation_kind (code),
    place TEXT NOT NULL,
    region TEXT REFERENCES region (code),
    created_at TEXT NOT NULL,
    aliases TEXT NOT NULL,            -- the keys of its other names, one a line
    merged_at TEXT NOT NULL
);
CREATE INDEX organisation_merge_kept ON organisation_merge (kept, merged_at);
CREATE INDEX organisation_merge_at ON organisation_merge (merged_at);

-- The affiliations that it changed, as they were before.
CREATE TABLE merged_affiliation (
    organisation_merge TEXT NOT NULL REFERENCES organisation_merge (id),
    affiliation TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL,       -- one of the two
    started_on TEXT NOT NULL,
    ended_on TEXT,
    span TEXT NOT NULL,               -- the affiliation that it became part of; itself, if it stayed alone
    span_ended_on TEXT,               -- the last day of that one
    PRIMARY KEY (organisation_merge, affiliation)
);
CREATE INDEX merged_affiliation_person ON merged_affiliation (person);

-- Certificates of attendance (attestations de présence), which anybody who has the paper can check.
CREATE TABLE certificate (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,        -- on the paper: 16 letters and digits
    registration TEXT NOT NULL REFERENCES registration (id),
    network TEXT NOT NULL REFERENCES network (id), -- which signs it: the lead of the event
    issued_at TEXT NOT NULL,
    issued_by TEXT REFERENCES person (id), -- null: the participant, by the link of a mail
    language TEXT NOT NULL,
    -- What it says, as on the day it was issued. Name, organisation and text are emptied with the registration's.
    name TEXT NOT NULL,
    name_mark TEXT NOT NULL,          -- a keyed hash of the name: a name that is typed can still be compared once it is erased
    organisation TEXT NOT NULL,
    event_title TEXT NOT NULL,
    half_days TEXT NOT NULL,          -- at which the person was present, with their minutes: 2026-11-24 am 210, one a line
    minutes BIGINT NOT NULL,
    body TEXT NOT NULL,               -- Markdown
    signatory TEXT NOT NULL,
    replaced_at TEXT,                 -- a later one says something else
    revoked_at TEXT,
    revoked_by TEXT REFERENCES person (id)
);
CREATE UNIQUE INDEX certificate_current ON certificate (registration) WHERE replaced_at IS NULL;
CREATE INDEX certificate_registration ON certificate (registration);

-- The text that a network gives its certificates; without a row, that of the program.
CREATE TABLE certificate_text (
    network TEXT PRIMARY KEY REFERENCES network (id),
    body TEXT NOT NULL,               -- Markdown with marks: {{nom}}
    signatory TEXT NOT NULL,          -- who signs: a name and a function
    version BIGINT NOT NULL           -- of the form: a stale edit is told
);

-- How long the half-days of an event were, where its organisers know better than its hours.
CREATE TABLE half_day_length (
    event TEXT NOT NULL REFERENCES event (id),
    half_day TEXT NOT NULL,           -- 2026-11-24 am
    minutes BIGINT NOT NULL,
    PRIMARY KEY (event, half_day)
);

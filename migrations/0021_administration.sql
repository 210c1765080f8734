-- What administrators decide for the whole instance: one row a decision; what has no row is as the program has it.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,            -- name, motto, hue, contact, language; keep_mails, keep_audit, keep_sessions, keep_registrations (days)
    value TEXT NOT NULL
);

-- Choices that are offered no more; who made them keeps them.
CREATE TABLE retired_choice (
    list TEXT NOT NULL,               -- organisation_kind, profession, region
    code TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (list, code)
);

-- Work that is done once a day by one process, whichever comes first.
CREATE TABLE chore (
    name TEXT PRIMARY KEY,            -- purge
    done_on TEXT NOT NULL,            -- the last day; empty: never
    lease_until TEXT                  -- who has it must finish before
);

-- People whom a coordinator asked by mail to join a network. The address is proved by signing in with it: the row opens nothing else.
CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    by_person TEXT REFERENCES person (id),
    created_at TEXT NOT NULL,
    accepted_at TEXT,
    UNIQUE (network, address_key)
);
CREATE INDEX invitation_address ON invitation (address_key);

CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_person ON audit (person, at);
CREATE INDEX mail_created ON mail (created_at, id);

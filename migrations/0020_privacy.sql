-- What a person agreed to: when and how; what is taken back stays written until they are erased.
CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,            -- directory
    network TEXT REFERENCES network (id), -- null: everywhere
    given_at TEXT NOT NULL,
    given_how TEXT NOT NULL,          -- form: on the page of one's own data
    withdrawn_at TEXT,
    withdrawn_how TEXT NOT NULL       -- form, leaving; empty while it stands
);
CREATE INDEX consent_person ON consent (person, purpose, given_at);

-- People who are not known any more: their row stays without a name, so that the figures of past years stay what they were.
CREATE TABLE erasure (
    person TEXT PRIMARY KEY REFERENCES person (id),
    at TEXT NOT NULL
);

CREATE TABLE registration (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL REFERENCES event (id),
    person TEXT REFERENCES person (id), -- null: a guest
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    organisation TEXT NOT NULL,
    organisation_kind TEXT REFERENCES organisation_kind (code), -- as it was on the day, for the figures
    language TEXT NOT NULL,
    presence TEXT NOT NULL,           -- on_site, online
    state TEXT NOT NULL,              -- unconfirmed (a guest's address), confirmed, waiting, withdrawn
    queued_at TEXT NOT NULL,          -- the order of the waiting list, then the id
    token_hash TEXT NOT NULL UNIQUE,  -- of the link in the mail: change and withdraw without an account
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (event, address_key),
    UNIQUE (event, person)
);
CREATE INDEX registration_event_state ON registration (event, state, presence);
CREATE INDEX registration_person ON registration (person);

-- Every change of state: when, by whom. Answers « why was nobody promoted? ».
CREATE TABLE registration_change (
    id TEXT PRIMARY KEY,
    registration TEXT NOT NULL REFERENCES registration (id),
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    by_person TEXT REFERENCES person (id)
);
CREATE INDEX registration_change_registration ON registration_change (registration, at);

-- Who came, by half-day. No row: not marked.
CREATE TABLE attendance (
    registration TEXT NOT NULL REFERENCES registration (id),
    half_day TEXT NOT NULL,           -- 2026-11-24 am, 2026-11-24 pm
    present BIGINT NOT NULL,
    marked_at TEXT NOT NULL,
    marked_by TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (registration, half_day)
);

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    sort_name TEXT NOT NULL,          -- family then given, lower case without accents: sorts and searches alike on both databases
    profession TEXT REFERENCES profession (code),
    region TEXT REFERENCES region (code),
    language TEXT NOT NULL,           -- fr, en
    administrator_since TEXT,         -- null: not an administrator of the instance
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX person_sort_name ON person (sort_name);

CREATE TABLE address (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    address TEXT NOT NULL,            -- as typed
    address_key TEXT NOT NULL UNIQUE, -- lower case: one person an address
    verified_at TEXT,                 -- null: not proved yet, gives nothing
    preferred BIGINT NOT NULL,        -- 1: where mail goes; one a person
    created_at TEXT NOT NULL
);
CREATE INDEX address_person ON address (person);

-- A link sent by mail: proves an address. Single use, fifteen minutes; only the hash of its token is kept.
CREATE TABLE sign_in (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    person TEXT REFERENCES person (id), -- set: this link adds the address to that person
    client TEXT NOT NULL,             -- who asked: hash of the network address, for limits
    next TEXT NOT NULL,               -- path to go to afterwards
    language TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX sign_in_address ON sign_in (address_key, created_at);
CREATE INDEX sign_in_client ON sign_in (client, created_at);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    device TEXT NOT NULL,             -- the browser as it named itself
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX session_person ON session (person);

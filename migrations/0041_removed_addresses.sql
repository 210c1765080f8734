-- An address that was removed from an account, while its owner may take it back by the link of a mail. The row goes when it is taken
-- back, or when it expires.
CREATE TABLE removed_address (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    address TEXT NOT NULL,            -- as typed
    address_key TEXT NOT NULL,
    verified_at TEXT NOT NULL,        -- when it had been proved
    preferred BIGINT NOT NULL,        -- 1: mail went there
    removed_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX removed_address_person ON removed_address (person);
CREATE INDEX removed_address_expires ON removed_address (expires_at);

-- Browsers in which a person has signed in before, by a cookie of their own: only its hash is kept. Sign-in links that such a browser asks
-- for have a quota of their own, which no stranger can use up.
CREATE TABLE known_device (
    token_hash TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,       -- the last sign-in
    PRIMARY KEY (token_hash, person)
);
CREATE INDEX known_device_person ON known_device (person, last_used_at);

-- The known device that asked for the link: hash of its cookie. Empty: a browser that the address's owner has not signed in with.
ALTER TABLE sign_in ADD COLUMN device TEXT NOT NULL DEFAULT '';

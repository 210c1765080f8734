-- A person's own calendar address: secret, named, revocable. Only the hash of its token is kept.
CREATE TABLE feed (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL,              -- registrations (what I registered for), networks (everything of my networks)
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    last_used_on TEXT                 -- a date: enough to tell a forgotten feed, too little to follow a person
);
CREATE INDEX feed_person ON feed (person);

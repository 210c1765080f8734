-- A network's announcement list: one each. Its readers are the network's active members, without a row of their own, but for
-- those who said otherwise; and whoever subscribed from the public form.
CREATE TABLE list (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL UNIQUE REFERENCES network (id),
    slug TEXT NOT NULL UNIQUE,        -- the network's, once and for all
    name TEXT NOT NULL,
    description TEXT NOT NULL,        -- one or two sentences
    archive TEXT NOT NULL,            -- public, members, none
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL           -- of the form: a stale edit is told
);
INSERT INTO list (id, network, slug, name, description, archive, created_at, version)
SELECT id, id, slug, acronym, '', 'members', created_at, 1 FROM network;

-- What somebody said about a list: a person with an account, or an address whose owner proved it.
CREATE TABLE subscription (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    person TEXT REFERENCES person (id),
    address TEXT,                     -- without a person: where the mail goes
    address_key TEXT,
    name TEXT NOT NULL,               -- without a person: may be empty
    language TEXT NOT NULL,
    state TEXT NOT NULL,              -- subscribed, refused (members who never wanted it), unsubscribed
    since TEXT NOT NULL,
    UNIQUE (list, person),
    UNIQUE (list, address_key)
);
CREATE INDEX subscription_person ON subscription (person);

-- Every word said, with its day: the record of consent.
CREATE TABLE subscription_change (
    id TEXT PRIMARY KEY,
    subscription TEXT NOT NULL REFERENCES subscription (id),
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    cause TEXT NOT NULL               -- form, one_click, me, join, leave
);
CREATE INDEX subscription_change_subscription ON subscription_change (subscription, at);

-- Asked from the public form and not confirmed yet: nothing is subscribed before the owner of the address says so.
CREATE TABLE subscription_request (
    token_hash TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    client TEXT NOT NULL,             -- hash of the network address that asked, for limits
    created_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX subscription_request_address ON subscription_request (address_key, created_at);
CREATE INDEX subscription_request_client ON subscription_request (client, created_at);

-- What makes links that can't be guessed: the links of copies and the marks of public forms are derived from it.
CREATE TABLE mailing_key (
    id BIGINT PRIMARY KEY,            -- 1
    secret TEXT NOT NULL
);

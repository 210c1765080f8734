-- Any number of lists a network. Each has an address of its own, a rule that says which part of the register reads it, and subscribers.

-- on SQLite
-- SQLite drops no constraint: the table is made anew. Foreign keys are not watched while migrations run, and checked at their end.
CREATE TABLE list_made_anew (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    slug TEXT NOT NULL UNIQUE,        -- the local part of its address
    name TEXT NOT NULL,
    description TEXT NOT NULL,        -- one or two sentences
    archive TEXT NOT NULL,            -- public, members, subscribers, none
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,          -- of the form: a stale edit is told
    main BIGINT NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'announcement',
    posting TEXT NOT NULL DEFAULT 'coordinators',
    first_posts_held BIGINT NOT NULL DEFAULT 1,
    closed_at TEXT
);
INSERT INTO list_made_anew (id, network, slug, name, description, archive, created_at, version, main)
SELECT id, network, slug, name, description, archive, created_at, version, 1 FROM list;
DROP TABLE list;
ALTER TABLE list_made_anew RENAME TO list;

-- on PostgreSQL
ALTER TABLE list DROP CONSTRAINT list_network_key;
-- 1: the list of the network's members, by which its messages are sent; one each.
ALTER TABLE list ADD COLUMN main BIGINT NOT NULL DEFAULT 0;
ALTER TABLE list ADD COLUMN kind TEXT NOT NULL DEFAULT 'announcement';          -- announcement, discussion
-- Of a discussion: who may post. Whoever else writes is held for moderation.
ALTER TABLE list ADD COLUMN posting TEXT NOT NULL DEFAULT 'coordinators';       -- coordinators, members, subscribers
ALTER TABLE list ADD COLUMN first_posts_held BIGINT NOT NULL DEFAULT 1;         -- 1: until a moderator trusts the author
ALTER TABLE list ADD COLUMN closed_at TEXT;                                     -- nothing is sent to it any more; its archive stays
UPDATE list SET main = 1;

-- on both
CREATE UNIQUE INDEX list_main ON list (network) WHERE main = 1;
CREATE INDEX list_network ON list (network);

-- Every address that a list has or had: a former one goes on leading to it, and no other list takes it.
CREATE TABLE list_address (
    address TEXT PRIMARY KEY,         -- a local part
    list TEXT NOT NULL REFERENCES list (id),
    since TEXT NOT NULL
);
CREATE INDEX list_address_list ON list_address (list);
INSERT INTO list_address (address, list, since) SELECT slug, id, created_at FROM list;

-- Which part of the register reads a list, without a subscription.
CREATE TABLE list_rule (
    list TEXT NOT NULL REFERENCES list (id),
    kind TEXT NOT NULL,               -- members, below: of the network and of the public ones below it
    subject TEXT NOT NULL,            -- a network
    PRIMARY KEY (list, kind, subject)
);
INSERT INTO list_rule (list, kind, subject) SELECT id, 'members', network FROM list;

-- Owners and moderators who need not be coordinators.
CREATE TABLE list_manager (
    list TEXT NOT NULL REFERENCES list (id),
    person TEXT NOT NULL REFERENCES person (id),
    since TEXT NOT NULL,
    PRIMARY KEY (list, person)
);
CREATE INDEX list_manager_person ON list_manager (person);

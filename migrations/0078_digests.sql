-- How a reader of a list wants its mail. Without a row: each mail at once, their own posts included.
CREATE TABLE reading_option (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    person TEXT REFERENCES person (id),
    subscription TEXT REFERENCES subscription (id), -- of an address without an account
    rhythm TEXT NOT NULL,                           -- each, daily, weekly, none
    format TEXT NOT NULL,                           -- of digests: plain, mime
    own_posts BIGINT NOT NULL,                      -- 1: a copy of their own posts, too
    paused_until TEXT,                              -- a date: the first day with mail again
    digest_from TEXT NOT NULL,                      -- the next digest has what was accepted after this
    digest_until TEXT,                              -- they left digests then: one more, up to here, is due
    UNIQUE (list, person),
    UNIQUE (list, subscription)
);
CREATE INDEX reading_option_left ON reading_option (list) WHERE digest_until IS NOT NULL;
CREATE INDEX reading_option_person ON reading_option (person);
CREATE INDEX reading_option_subscription ON reading_option (subscription);

-- A digest: the posts of a list within a time. Readers who began at different times get different ones.
CREATE TABLE digest (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    posted_after TEXT NOT NULL,                     -- its posts were accepted after this
    posted_until TEXT NOT NULL                      -- and not after this
);
CREATE INDEX digest_list ON digest (list);

ALTER TABLE delivery ADD COLUMN digest TEXT REFERENCES digest (id);
CREATE INDEX delivery_digest ON delivery (digest) WHERE digest IS NOT NULL;

-- 1: of the archive of an older list: nothing of it is sent.
ALTER TABLE post ADD COLUMN imported BIGINT NOT NULL DEFAULT 0;

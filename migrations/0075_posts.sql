-- What people write to a discussion list, in threads.
CREATE TABLE post (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    thread TEXT NOT NULL,             -- the first post of its thread: its own id, or that of another
    parent TEXT REFERENCES post (id), -- the post that it answers
    message_id TEXT NOT NULL,         -- RFC 5322, without brackets; the same in each copy
    person TEXT REFERENCES person (id),
    author_name TEXT NOT NULL,        -- as it was when it was written; empty once erased
    author_address TEXT NOT NULL,
    author_key TEXT NOT NULL,         -- of the address, for looking it up
    subject TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown
    language TEXT NOT NULL,
    state TEXT NOT NULL,              -- held, accepted, refused, discarded, returned, removed
    hold_reason TEXT NOT NULL,        -- of a held post: first_post, not_a_poster; else empty
    posted_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT REFERENCES person (id),
    recipients BIGINT NOT NULL,       -- how many got it, once accepted
    UNIQUE (list, message_id)
);
CREATE INDEX post_thread ON post (thread, posted_at, id);
CREATE INDEX post_list ON post (list, state, posted_at);
CREATE INDEX post_person ON post (person);
CREATE INDEX post_author ON post (author_key);

-- The people whose posts a moderator need not read.
CREATE TABLE list_trust (
    list TEXT NOT NULL REFERENCES list (id),
    author_key TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (list, author_key)
);

-- When the moderators of a list were last told that posts wait.
CREATE TABLE moderation_notice (
    list TEXT PRIMARY KEY REFERENCES list (id),
    told_at TEXT NOT NULL
);

ALTER TABLE delivery ADD COLUMN post TEXT REFERENCES post (id);
CREATE INDEX delivery_post ON delivery (post) WHERE post IS NOT NULL;

-- Posts that came by mail.
ALTER TABLE post ADD COLUMN format TEXT NOT NULL DEFAULT 'markdown'; -- markdown: written on the site; plain: the text of a mail
ALTER TABLE post ADD COLUMN source TEXT REFERENCES file (hash);      -- the mail as it came, once by its SHA-256; null: written on the site
CREATE INDEX post_source ON post (source) WHERE source IS NOT NULL;

-- The files of a mail.
CREATE TABLE post_attachment (
    post TEXT NOT NULL REFERENCES post (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,         -- as the mail said: browsers never run it
    hash TEXT NOT NULL REFERENCES file (hash),
    PRIMARY KEY (post, position)
);
CREATE INDEX post_attachment_hash ON post_attachment (hash);

-- What became of each mail that came for a list, for some weeks.
CREATE TABLE received_mail (
    id TEXT PRIMARY KEY,
    list TEXT REFERENCES list (id),
    received_at TEXT NOT NULL,
    sender TEXT NOT NULL,             -- of the envelope; may be empty
    author TEXT NOT NULL,             -- the From address
    author_key TEXT NOT NULL,
    subject TEXT NOT NULL,
    message_id TEXT NOT NULL,
    rule TEXT NOT NULL,               -- what decided: accepted, first_post, not_a_poster, unverified, loop, duplicate, command, owner, unreadable
    post TEXT REFERENCES post (id)
);
CREATE INDEX received_mail_list ON received_mail (list, received_at);
CREATE INDEX received_mail_author ON received_mail (author_key, received_at);

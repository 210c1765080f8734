-- What a coordinator writes to the readers of a network's list, or to the people of its events.
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL REFERENCES list (id),
    author TEXT REFERENCES person (id),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown
    language TEXT NOT NULL,           -- of the text: fr, en
    state TEXT NOT NULL,              -- draft, scheduled, sending, sent
    scheduled_at TEXT,
    expected BIGINT,                  -- how many would have got it when it was scheduled
    held BIGINT NOT NULL,             -- 1: it was scheduled, and its audience had become another one
    sent_at TEXT,                     -- the recipients were frozen: the Date of every copy
    finished_at TEXT,                 -- the last copy was settled
    recipients BIGINT NOT NULL,       -- how many, once frozen
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX message_list ON message (list, state, sent_at);
CREATE INDEX message_due ON message (state, scheduled_at);

-- Whom it is for: the choices, kept as they were made. Who that is, is computed from the register until it is frozen.
CREATE TABLE message_choice (
    message TEXT NOT NULL REFERENCES message (id),
    kind TEXT NOT NULL,               -- subscribers, members, below, organisations, participants, absent, waiting
    subject TEXT NOT NULL,            -- a network's or an event's slug, a kind of organisation, or nothing
    PRIMARY KEY (message, kind, subject)
);

-- A participant who wants no more messages about an event (what concerns their own registration still comes).
CREATE TABLE registration_silence (
    registration TEXT PRIMARY KEY,    -- may be gone: the link of a mail outlives it
    since TEXT NOT NULL
);

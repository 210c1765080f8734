-- One row a recipient, written when the message is sent: who gets it does not change any more.
CREATE TABLE copy (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL REFERENCES message (id),
    proof BIGINT NOT NULL,            -- 1: to its author, before it is sent
    person TEXT REFERENCES person (id),
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    domain TEXT NOT NULL,             -- of the address, for the pace
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    language TEXT NOT NULL,
    why TEXT NOT NULL,                -- a reason a line: its code, a space, what it is about
    opt_out TEXT NOT NULL,            -- what its one-click link ends: l.<list>.<person>, s.<subscription>, e.<registration>
    state TEXT NOT NULL,              -- queued, sending, sent, deferred, failed, unsubscribed
    doubtful BIGINT NOT NULL,         -- 1: it may have left twice
    attempts BIGINT NOT NULL,         -- answers « later » so far
    breaks BIGINT NOT NULL,           -- lines that broke, processes that died, with this copy in their hands
    due_at TEXT,                      -- null: nothing is due
    worker TEXT,                      -- state = sending: who has it in hand
    last_error TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    sent_at TEXT,
    unsubscribed_at TEXT,             -- its one-click link was used
    UNIQUE (message, proof, address_key)
);
CREATE INDEX copy_due ON copy (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX copy_worker ON copy (worker) WHERE worker IS NOT NULL;
CREATE INDEX copy_message ON copy (message, proof, sort_name);
CREATE INDEX copy_opt_out ON copy (opt_out);
CREATE INDEX copy_person ON copy (person);

-- What happened on the way; when it was queued, sent and unsubscribed stands in the copy itself.
CREATE TABLE copy_event (
    copy TEXT NOT NULL REFERENCES copy (id),
    at TEXT NOT NULL,
    step TEXT NOT NULL,               -- deferred, failed, interrupted
    detail TEXT NOT NULL
);
CREATE INDEX copy_event_copy ON copy_event (copy, at);

-- Who is at work: what a worker holds is its own as long as its row is alive.
CREATE TABLE mailing_worker (
    id TEXT PRIMARY KEY,
    alive_until TEXT NOT NULL
);

-- The pace, shared by all processes: from when on the next copy may leave, for a domain or (empty) for all.
CREATE TABLE mailing_pace (
    domain TEXT PRIMARY KEY,
    free_at BIGINT NOT NULL           -- milliseconds since 1970
);

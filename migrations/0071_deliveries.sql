-- One row for each mail to each address, whatever caused it: a single mail, whose words are in `mail`, or one recipient's copy of a message to a
-- list. One worker sends them all, by one lease, with one set of states.

-- The words of a single mail.
CREATE TABLE mail_words (
    id TEXT PRIMARY KEY,              -- that of its delivery
    once TEXT UNIQUE,                 -- what must be said once: cause, subject, version, recipient
    subject TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown; empty once it has left
    why TEXT NOT NULL,                -- at its foot: why it is sent; empty: as its cause says
    reply_to TEXT NOT NULL,
    reply_to_name TEXT NOT NULL,
    thread TEXT NOT NULL,             -- the Message-ID that the mails of a thread refer to; empty: none
    calendar TEXT,                    -- an RFC 5545 object to attach
    calendar_method TEXT              -- PUBLISH, REQUEST, CANCEL
);
INSERT INTO mail_words (id, once, subject, body, why, reply_to, reply_to_name, thread, calendar, calendar_method)
SELECT id, once, subject, body, why, reply_to, reply_to_name, thread, calendar, calendar_method FROM mail;

CREATE TABLE delivery (
    id TEXT PRIMARY KEY,              -- the left part of its Message-ID
    cause TEXT NOT NULL,              -- registration.confirmed, event.cancelled, …; list.message
    priority BIGINT NOT NULL,         -- 0: somebody waits for it; 1: one person's; 2: one of many
    mail TEXT REFERENCES mail_words (id),
    message TEXT REFERENCES message (id),
    proof BIGINT NOT NULL,            -- 1: of a message, to its author, before it is sent
    person TEXT REFERENCES person (id),
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    domain TEXT NOT NULL,             -- of the address, for the rate limits
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    language TEXT NOT NULL,
    why TEXT NOT NULL,                -- of a message: a reason a line: its code, a space, what it is about
    opt_out TEXT NOT NULL,            -- of a message: what its one-click link ends
    through TEXT NOT NULL,            -- of a message: by whose members' lists alone it found its reader
    envelope_from TEXT NOT NULL,      -- where failures are returned to (RFC 5321, 4.4); empty: to the site's sender
    state TEXT NOT NULL,              -- queued, sending, sent, deferred, failed, unsubscribed, discarded
    doubtful BIGINT NOT NULL,         -- 1: it may have left twice
    attempts BIGINT NOT NULL,         -- answers of a server so far
    breaks BIGINT NOT NULL,           -- connections that broke, processes that died, while it was in flight
    due_at TEXT,                      -- null: nothing is due
    worker TEXT,                      -- state = sending: who has it in flight
    last_error TEXT NOT NULL,
    forget BIGINT NOT NULL,           -- 1: nothing of it stays once it is settled
    queued_at TEXT NOT NULL,
    sent_at TEXT,
    unsubscribed_at TEXT,             -- its one-click link was used
    UNIQUE (message, proof, address_key)
);
INSERT INTO delivery (id, cause, priority, mail, message, proof, person, address, address_key, domain, name, sort_name, language, why, opt_out, through,
                      envelope_from, state, doubtful, attempts, breaks, due_at, worker, last_error, forget, queued_at, sent_at, unsubscribed_at)
SELECT id, 'list.message', CASE WHEN proof = 1 THEN 1 ELSE 2 END, NULL, message, proof, person, address, address_key, domain, name, sort_name, language,
       why, opt_out, through, '', state, doubtful, attempts, breaks, due_at, worker, last_error, 0, queued_at, sent_at, unsubscribed_at
  FROM copy;
-- What was claimed and not begun is queued as before; what was begun goes to the next worker that looks for what the dead left.
INSERT INTO delivery (id, cause, priority, mail, message, proof, person, address, address_key, domain, name, sort_name, language, why, opt_out, through,
                      envelope_from, state, doubtful, attempts, breaks, due_at, worker, last_error, forget, queued_at, sent_at, unsubscribed_at)
SELECT id, cause,
       CASE WHEN cause LIKE 'sign\_in.%' ESCAPE '\' OR cause LIKE 'address.%' OR cause LIKE 'registration.%' OR cause = 'list.confirm' THEN 0 ELSE 1 END,
       id, NULL, 0, person, recipient,
       -- As the program writes keys: `lower` alone knows A to Z on SQLite.
       replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(recipient), 'À', 'à'), 'Â', 'â'), 'Ä', 'ä'), 'Á', 'á'), 'Ã', 'ã'), 'Å', 'å'), 'Ç', 'ç'), 'É', 'é'), 'È', 'è'), 'Ê', 'ê'), 'Ë', 'ë'), 'Î', 'î'), 'Ï', 'ï'), 'Í', 'í'), 'Ì', 'ì'), 'Ñ', 'ñ'), 'Ô', 'ô'), 'Ö', 'ö'), 'Ó', 'ó'), 'Ò', 'ò'), 'Õ', 'õ'), 'Ø', 'ø'), 'Ù', 'ù'), 'Û', 'û'), 'Ü', 'ü'), 'Ú', 'ú'), 'Ý', 'ý'), 'Ÿ', 'ÿ'), 'Œ', 'œ'), 'Æ', 'æ'), 'Š', 'š'), 'Ž', 'ž'), 'Č', 'č'),
       '', recipient_name, '', language, '', '', '', '',
       CASE WHEN state = 'queued' AND attempts > 0 THEN 'deferred'
            WHEN state = 'sending' AND handed_at IS NULL THEN 'queued'
            ELSE state END,
       doubtful, CASE WHEN state = 'sending' AND handed_at IS NULL THEN attempts - 1 ELSE attempts END, 0,
       CASE WHEN state = 'queued' OR (state = 'sending' AND handed_at IS NULL) THEN next_attempt_at END,
       CASE WHEN state = 'sending' AND handed_at IS NOT NULL THEN COALESCE(lease, 'unknown') END,
       last_error, forget, created_at, sent_at, NULL
  FROM mail;
DROP TABLE mail;
ALTER TABLE mail_words RENAME TO mail;

CREATE INDEX delivery_due ON delivery (priority, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_in_flight ON delivery (worker) WHERE worker IS NOT NULL;
-- What waits or is in flight, among all that was ever sent.
CREATE INDEX delivery_unsettled ON delivery (message, proof, queued_at) WHERE due_at IS NOT NULL OR worker IS NOT NULL;
CREATE INDEX delivery_message ON delivery (message, proof, sort_name) WHERE message IS NOT NULL;
CREATE INDEX delivery_opt_out ON delivery (opt_out) WHERE opt_out <> '';
CREATE INDEX delivery_person ON delivery (person);
CREATE INDEX delivery_address ON delivery (address_key);
CREATE INDEX delivery_mail ON delivery (mail) WHERE mail IS NOT NULL;
CREATE INDEX delivery_queued ON delivery (queued_at, id);
CREATE INDEX delivery_mail_queued ON delivery (queued_at, id) WHERE mail IS NOT NULL;
CREATE INDEX delivery_sent ON delivery (sent_at) WHERE state = 'sent' AND mail IS NOT NULL;
-- Counted each time somebody watches: among all that was ever sent, these are few.
CREATE INDEX delivery_failed ON delivery (message, id) WHERE state = 'failed';
CREATE INDEX delivery_doubtful ON delivery (message, id) WHERE doubtful = 1;
CREATE INDEX delivery_forget ON delivery (id) WHERE forget = 1;

-- What happened on the way; when it was queued, sent and unsubscribed stands in the delivery itself.
CREATE TABLE delivery_event (
    delivery TEXT NOT NULL REFERENCES delivery (id),
    at TEXT NOT NULL,
    step TEXT NOT NULL,               -- deferred, failed, interrupted
    detail TEXT NOT NULL
);
INSERT INTO delivery_event (delivery, at, step, detail) SELECT copy, at, step, detail FROM copy_event;
CREATE INDEX delivery_event_delivery ON delivery_event (delivery, at);
DROP TABLE copy_event;
DROP TABLE copy;

-- What stays of the deliveries of a message once they are forgotten.
CREATE TABLE delivery_figure (
    message TEXT NOT NULL REFERENCES message (id),
    what TEXT NOT NULL,               -- a state; or doubtful, or left: unsubscribed by it
    deliveries BIGINT NOT NULL,
    since TEXT NOT NULL,              -- when they were forgotten
    PRIMARY KEY (message, what)
);
INSERT INTO delivery_figure (message, what, deliveries, since) SELECT message, what, copies, since FROM copy_figure;
DROP TABLE copy_figure;

-- Who is at work: what a worker has in flight is its own as long as its row is alive.
CREATE TABLE delivery_worker (
    id TEXT PRIMARY KEY,
    alive_until TEXT NOT NULL
);
INSERT INTO delivery_worker (id, alive_until) SELECT id, alive_until FROM mailing_worker;
DROP TABLE mailing_worker;

-- The rate limits, shared by all processes: from when on the next mail of many may leave, to a domain or (empty) at all.
CREATE TABLE delivery_rate (
    domain TEXT PRIMARY KEY,
    free_at BIGINT NOT NULL           -- milliseconds since 1970
);
INSERT INTO delivery_rate (domain, free_at) SELECT domain, free_at FROM mailing_pace;
DROP TABLE mailing_pace;

-- Every mail is a row, written in the transaction of what caused it; a worker that holds a lease sends it.
CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    cause TEXT NOT NULL,              -- registration.confirmed, event.cancelled, …
    once TEXT UNIQUE,                 -- what must be said once: cause, subject, version, recipient
    person TEXT REFERENCES person (id),
    recipient_name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,  -- stable over retries
    subject TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown: the text part as it stands, the HTML part rendered from it
    calendar TEXT,                    -- an RFC 5545 object to attach
    calendar_method TEXT,             -- PUBLISH, REQUEST, CANCEL
    state TEXT NOT NULL,              -- queued, sending, sent, failed
    attempts BIGINT NOT NULL,
    next_attempt_at TEXT NOT NULL,
    lease_until TEXT,                 -- state = sending: who holds it must finish before
    lease TEXT,
    last_error TEXT NOT NULL,
    created_at TEXT NOT NULL,
    sent_at TEXT
);
CREATE INDEX mail_due ON mail (state, next_attempt_at);
CREATE INDEX mail_person ON mail (person);

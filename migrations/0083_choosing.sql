-- Events whose registrations are requests: the organisers decide who comes, and say so when they are ready.
ALTER TABLE event ADD COLUMN on_request BIGINT NOT NULL DEFAULT 0;             -- 1: a registration is a request (state requested) until it is decided (or declined)
ALTER TABLE registration ADD COLUMN decision TEXT;                            -- accepted, waiting, declined: decided, but not sent yet; null: nothing to send
ALTER TABLE registration ADD COLUMN organisers_note TEXT NOT NULL DEFAULT ''; -- between the organisers

-- What an event writes to those whom it accepts, puts on the waiting list or declines; without a row, the text of the program.
CREATE TABLE decision_letter (
    event TEXT NOT NULL REFERENCES event (id),
    decision TEXT NOT NULL,
    body TEXT NOT NULL,               -- Markdown with marks: {{nom}}
    PRIMARY KEY (event, decision)
);

-- Forms that a coordinator composes for the registrations of an event.
CREATE TABLE form (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL UNIQUE REFERENCES event (id),
    number BIGINT NOT NULL,           -- of the questions that are asked now; a question that was answered keeps its number
    version BIGINT NOT NULL           -- of the record: a stale edit is told
);

CREATE TABLE question (
    id TEXT PRIMARY KEY,
    form TEXT NOT NULL REFERENCES form (id),
    number BIGINT NOT NULL,
    position BIGINT NOT NULL,
    question_key TEXT NOT NULL,       -- the same question under every number of the form
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    hint TEXT NOT NULL,
    required BIGINT NOT NULL,
    organisers_only BIGINT NOT NULL,  -- 1: the organisers answer it, and they alone see it
    choices TEXT NOT NULL,            -- one a line; after a tab, its seats
    condition_key TEXT NOT NULL,      -- of an earlier question; empty: it is always asked
    condition_value TEXT NOT NULL,    -- the answer to that question with which this one is asked
    kept_days BIGINT                  -- answers are deleted so many days after the event; null: with the identity of the registration
);
CREATE INDEX question_form ON question (form, number, position);

-- What a registration answered, to the question as it was then. A question with several choices has a row for each one.
CREATE TABLE answer (
    registration TEXT NOT NULL REFERENCES registration (id),
    question TEXT NOT NULL REFERENCES question (id),
    position BIGINT NOT NULL,
    value TEXT NOT NULL,              -- the text, the date, the label of the choice, yes or no
    answered_at TEXT NOT NULL,
    PRIMARY KEY (registration, question, position)
);
CREATE INDEX answer_question ON answer (question, value);

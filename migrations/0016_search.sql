-- What can be found, and the words by which it is found: the same on both databases, because words are folded (no accents, no
-- capitals) and reduced to their stems by the program, not by the engine. Written in the transaction of what it describes.
CREATE TABLE search_entry (
    id BIGINT PRIMARY KEY,            -- from kind and subject: 63 bits of their SHA-256
    kind TEXT NOT NULL,               -- event, page, network, person, message
    subject TEXT NOT NULL,            -- the id of the thing
    shelf TEXT NOT NULL,              -- what it is part of, to forget or close all of it at once (a list); or empty
    network TEXT REFERENCES network (id), -- to which it belongs; null: to none
    access TEXT NOT NULL,             -- who may find a message: public, members, committee. Other kinds are asked where they are kept
    path TEXT NOT NULL,               -- where it is read
    title TEXT NOT NULL,
    body TEXT NOT NULL,               -- its words, for excerpts
    language TEXT NOT NULL,           -- fr, en
    at TEXT NOT NULL,                 -- its day, 2026-11-24; empty: it has none
    UNIQUE (kind, subject)
);
CREATE INDEX search_entry_shelf ON search_entry (shelf);

CREATE TABLE search_word (
    entry BIGINT NOT NULL REFERENCES search_entry (id),
    word TEXT NOT NULL,               -- a–z, 0–9
    stem TEXT NOT NULL,               -- of the word, in the entry's language
    weight BIGINT NOT NULL,           -- how much it says of the entry
    PRIMARY KEY (entry, word)
);
CREATE INDEX search_word_word ON search_word (word, entry, weight);
CREATE INDEX search_word_stem ON search_word (stem, entry, weight);

-- One row: the version of the words. When the program folds them in another way, it fills the index anew.
CREATE TABLE search_index (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO search_index (id, version) VALUES (1, 0);

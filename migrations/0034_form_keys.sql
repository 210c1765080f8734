-- A form that makes something carries a random key. Whoever sends it twice (a double click, a page sent again) is led to what the first
-- sending made.
CREATE TABLE form_key (
    digest TEXT PRIMARY KEY,          -- of the person, the address, the key and everything the form held
    path TEXT NOT NULL,               -- where the first sending led
    created_at TEXT NOT NULL
);
CREATE INDEX form_key_created ON form_key (created_at);

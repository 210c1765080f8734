-- The links of mails about a registration. Each mail carries one of its own, and all of them stay good: only hashes are kept,
-- so that an older link can't be written again into a newer mail, and a new one must not end the link of a mail already read.
-- One is revoked by deleting its row. `registration.token_hash`, made for a single link, opens nothing any more.
CREATE TABLE registration_link (
    token_hash TEXT PRIMARY KEY,
    registration TEXT NOT NULL REFERENCES registration (id),
    address_key TEXT NOT NULL,        -- where it was sent
    client TEXT NOT NULL,             -- a guest's form: hash of the network address that asked, for limits; otherwise empty
    created_at TEXT NOT NULL
);
CREATE INDEX registration_link_registration ON registration_link (registration);
CREATE INDEX registration_link_address ON registration_link (address_key, created_at);
CREATE INDEX registration_link_client ON registration_link (client, created_at);

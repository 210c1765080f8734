-- Addresses whose mail came back: one row an address, for all lists and single mails together. It goes as soon as the address proves good.
CREATE TABLE failing_address (
    address_key TEXT PRIMARY KEY,
    address TEXT NOT NULL,            -- as it was written to
    score BIGINT NOT NULL,            -- two for a permanent failure, one for another, once a day; one less for each month without any
    first_failed_at TEXT NOT NULL,
    failed_at TEXT NOT NULL,          -- the last failure that counted
    status TEXT NOT NULL,             -- of the last one: 5.1.1 (RFC 3463), or empty
    reason TEXT NOT NULL,             -- what the server said
    probed_at TEXT,                   -- when a mail was sent there to find out
    suspended_at TEXT                 -- since when no other mail is sent there
);
CREATE INDEX failing_address_probed ON failing_address (probed_at) WHERE probed_at IS NOT NULL AND suspended_at IS NULL;

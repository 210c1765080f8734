CREATE TABLE membership (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    person TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,              -- requested, active, left, refused
    since TEXT NOT NULL,              -- moment of the last change of state
    message TEXT NOT NULL,            -- what the person wrote when asking
    UNIQUE (network, person)
);
CREATE INDEX membership_person ON membership (person);
CREATE INDEX membership_network_state ON membership (network, state);

-- Every change of state: when, by whom, why. The figures of any past day are read here.
CREATE TABLE membership_change (
    id TEXT PRIMARY KEY,
    membership TEXT NOT NULL REFERENCES membership (id),
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    by_person TEXT REFERENCES person (id),
    reason TEXT NOT NULL
);
CREATE INDEX membership_change_membership ON membership_change (membership, at);

CREATE TABLE committee (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    coordinates BIGINT NOT NULL,      -- 1: a running mandate here gives the coordinator's rights on the network
    position BIGINT NOT NULL
);
CREATE INDEX committee_network ON committee (network, position);

CREATE TABLE mandate (
    id TEXT PRIMARY KEY,
    committee TEXT NOT NULL REFERENCES committee (id),
    person TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,               -- free words: présidence, CNRS, région…
    started_on TEXT NOT NULL,
    ended_on TEXT                     -- null: open; otherwise the last day, rights end with it
);
CREATE INDEX mandate_person ON mandate (person);
CREATE INDEX mandate_committee ON mandate (committee, started_on);

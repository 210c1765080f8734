-- What a person declared until a day: their profession and region of any past day are the earliest row that reaches that day; without
-- one, what they declare now. Written just before a profile changes.
CREATE TABLE profile_past (
    person TEXT NOT NULL REFERENCES person (id),
    until TEXT NOT NULL,              -- the last day on which it was so
    profession TEXT,
    region TEXT,
    PRIMARY KEY (person, until)
);

-- The figures of a network for a year as they stood when data was about to be deleted: what they count from then on.
CREATE TABLE frozen_year (
    network TEXT NOT NULL REFERENCES network (id),
    year BIGINT NOT NULL,
    content TEXT NOT NULL,            -- JSON, with its version
    frozen_at TEXT NOT NULL,
    PRIMARY KEY (network, year)
);

-- Figures of a day walk whole networks: these indexes answer alone, without the rows behind them.
CREATE INDEX membership_change_day ON membership_change (membership, at, id, state);
CREATE INDEX membership_change_at ON membership_change (at, membership);
CREATE INDEX membership_people ON membership (network, person, id);
CREATE INDEX affiliation_day ON affiliation (person, started_on, id, ended_on, organisation);
CREATE INDEX person_declares ON person (id, profession, region);
CREATE INDEX registration_figures ON registration (event, state, organisation_kind, id);

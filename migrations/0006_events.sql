CREATE TABLE event (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    network TEXT NOT NULL REFERENCES network (id), -- the lead
    kind TEXT NOT NULL,               -- webinar, school, workshop, thematic_day, conference, meeting, visit, deadline
    level TEXT NOT NULL,              -- local, regional, national, international
    mode TEXT NOT NULL,               -- on_site, online, hybrid
    state TEXT NOT NULL,              -- draft, published, postponed, cancelled
    state_note TEXT NOT NULL,         -- why it is postponed or cancelled
    visibility TEXT NOT NULL,         -- public, members (of a network that holds it)
    title TEXT NOT NULL,
    summary TEXT NOT NULL,            -- one or two sentences
    description TEXT NOT NULL,        -- Markdown
    language TEXT NOT NULL,           -- of the content: fr, en
    -- What the author meant: a local time and its zone. The UTC moments are derived, for sorting and comparing.
    all_day BIGINT NOT NULL,
    starts_local TEXT NOT NULL,       -- 2026-11-24T14:00
    ends_local TEXT NOT NULL,         -- all day: the last day, T00:00
    zone TEXT NOT NULL,               -- Europe/Paris
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,            -- all day: the midnight after the last day
    place TEXT NOT NULL,
    region TEXT REFERENCES region (code),
    video_link TEXT NOT NULL,         -- only for confirmed participants and those who hold the event
    contact TEXT NOT NULL,
    registration TEXT NOT NULL,       -- none, open (anyone), members
    registration_closes_at TEXT,      -- null: when it starts
    seats_on_site BIGINT,             -- null: as many as come
    seats_online BIGINT,
    -- The calendar's own history (RFC 5545): raised by changes of time, place, title or state once published.
    uid TEXT NOT NULL UNIQUE,
    sequence BIGINT NOT NULL,
    changed_at TEXT NOT NULL,
    published_at TEXT,
    created_by TEXT REFERENCES person (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL           -- of the form: a stale edit is told
);
-- Lists walk it in order of time and judge most events by it alone, without reading their rows.
CREATE INDEX event_starts ON event (starts_at, ends_at, state, visibility, network, id);
CREATE INDEX event_network_starts ON event (network, starts_at);

-- Who holds the event: one row for the lead (state lead), one for each network asked to hold it too.
CREATE TABLE event_network (
    event TEXT NOT NULL REFERENCES event (id),
    network TEXT NOT NULL REFERENCES network (id),
    state TEXT NOT NULL,              -- lead, invited, accepted, declined
    position BIGINT NOT NULL,
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    answered_by TEXT REFERENCES person (id),
    PRIMARY KEY (event, network)
);
CREATE INDEX event_network_network ON event_network (network, state);

-- The programme: talks and breaks, grouped by the session's name where it has one.
CREATE TABLE talk (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL REFERENCES event (id),
    position BIGINT NOT NULL,
    session TEXT NOT NULL,
    starts_local TEXT NOT NULL,       -- empty: no time given
    minutes BIGINT,
    title TEXT NOT NULL,
    abstract TEXT NOT NULL            -- Markdown
);
CREATE INDEX talk_event ON talk (event, position);

CREATE TABLE speaker (
    id TEXT PRIMARY KEY,
    talk TEXT NOT NULL REFERENCES talk (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL
);
CREATE INDEX speaker_talk ON speaker (talk, position);

-- What stays afterwards: slides, recordings, links.
CREATE TABLE material (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL REFERENCES event (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,               -- slides, recording, link
    title TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE INDEX material_event ON material (event, position);

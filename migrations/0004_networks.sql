CREATE TABLE network (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    acronym TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,               -- federation, community, thematic, regional, working_group, centre
    summary TEXT NOT NULL,            -- one sentence
    description TEXT NOT NULL,        -- Markdown
    region TEXT REFERENCES region (code),
    hue BIGINT NOT NULL,              -- 0 to 359, OKLCH
    join_policy TEXT NOT NULL,        -- open, approval, invitation, domain
    join_domain TEXT NOT NULL,        -- for join_policy = domain: cnrs.fr
    visibility TEXT NOT NULL,         -- public, private
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL
);

-- A graph, not a tree: RI3 is in RESINFO and in DevLOG. Cycles are refused by the verb that writes here.
CREATE TABLE network_parent (
    child TEXT NOT NULL REFERENCES network (id),
    parent TEXT NOT NULL REFERENCES network (id),
    PRIMARY KEY (child, parent)
);
CREATE INDEX network_parent_parent ON network_parent (parent);

-- Every pair of a network and what is below it, itself included. Rewritten with the graph, in the same transaction:
-- the agenda, feeds and figures of a federation are one join away.
CREATE TABLE network_below (
    network TEXT NOT NULL REFERENCES network (id),
    below TEXT NOT NULL REFERENCES network (id),
    PRIMARY KEY (network, below)
);
CREATE INDEX network_below_below ON network_below (below);

CREATE TABLE network_pole (
    network TEXT NOT NULL REFERENCES network (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (network, position)
);

-- What a network keeps for its members: guides, minutes, sites.
CREATE TABLE network_resource (
    id TEXT PRIMARY KEY,
    network TEXT NOT NULL REFERENCES network (id),
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE INDEX network_resource_network ON network_resource (network, position);

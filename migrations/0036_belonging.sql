-- 1: the members of the networks below this one are members here too.
ALTER TABLE network ADD COLUMN includes_below BIGINT NOT NULL DEFAULT 0;

-- The one meaning of « member »: whoever has an active membership of the network; and, of a network that says so, whoever has one of a
-- network below it. A person stands here once for each way in, so whoever counts says DISTINCT.
-- `through`: the network of that membership. `named`: 1 if people may be told that this person is a member and through which network; a
-- private network below gives its members their rights, and is not named by them.
CREATE VIEW belonging (network, person, through, named, since) AS
    SELECT m.network, m.person, m.network, CAST(1 AS BIGINT), m.since
      FROM membership m
     WHERE m.state = 'active'
    UNION ALL
    SELECT f.id, m.person, m.network, CASE WHEN n.visibility = 'public' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END, m.since
      FROM network f
      JOIN network_below b ON b.network = f.id AND b.below <> f.id
      JOIN network n ON n.id = b.below
      JOIN membership m ON m.network = b.below AND m.state = 'active'
     WHERE f.includes_below = 1;

-- What the figures of a network count: itself, and the public networks below it. A private network is counted on its own pages alone, for
-- every reader alike: nobody finds it by subtracting one figure from another.
CREATE VIEW counted_below (network, below) AS
    SELECT b.network, b.below
      FROM network_below b JOIN network n ON n.id = b.below
     WHERE b.below = b.network OR n.visibility = 'public';

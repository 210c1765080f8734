-- Members of a day: most are in their present state since before it, and answer from this index alone; those who left once and came back
-- are few, and are found by the second.
CREATE INDEX membership_standing ON membership (network, state, since, person, id);
CREATE INDEX membership_change_state ON membership_change (state, membership, at);

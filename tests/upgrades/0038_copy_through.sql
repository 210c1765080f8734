-- The networks by whose members' lists alone a copy found its reader, their keys with a space between; empty: the list's own readers,
-- members and participants. Whoever reads none of those lists of members reads how many such copies there are, and no names.
ALTER TABLE copy ADD COLUMN through TEXT NOT NULL DEFAULT '';

-- Of the copies that have left: what they were sent for says it by acronym.
UPDATE copy SET through = COALESCE(
    (SELECT string_agg(n.id, ' ' ORDER BY n.id)
       FROM message m
       JOIN list l ON l.id = m.list
       JOIN network_below b ON b.network = l.network AND b.below <> l.network
       JOIN network n ON n.id = b.below
      WHERE m.id = copy.message AND '
' || copy.why || '
' LIKE '%
member ' || n.acronym || '
%'), '')
 WHERE proof = 0 AND why LIKE 'member %' AND '
' || why NOT LIKE '%
subscriber %' AND '
' || why NOT LIKE '%
participant %' AND '
' || why NOT LIKE '%
absent %' AND '
' || why NOT LIKE '%
waiting %' AND NOT EXISTS (
    SELECT 1 FROM message m JOIN list l ON l.id = m.list JOIN network o ON o.id = l.network
     WHERE m.id = copy.message AND '
' || copy.why || '
' LIKE '%
member ' || o.acronym || '
%');

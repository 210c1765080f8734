-- An earlier text of step 38 left it empty where a copy was sent to the members of a network that is not below any more, or has another acronym
-- by now: « the list's own readers », whose names its coordinators read. Those copies get '-' as well, no network's key.
UPDATE copy SET through = COALESCE(
    (SELECT string_agg(n.id, ' ' ORDER BY n.id)
       FROM message m
       JOIN list l ON l.id = m.list
       JOIN network_below b ON b.network = l.network AND b.below <> l.network
       JOIN network n ON n.id = b.below
      WHERE m.id = copy.message AND replace('
' || copy.why || '
', '
member ' || n.acronym || '
', '') <> '
' || copy.why || '
'), '-')
 WHERE proof = 0 AND through = '' AND why LIKE 'member %' AND '
' || why NOT LIKE '%
subscriber %' AND '
' || why NOT LIKE '%
participant %' AND '
' || why NOT LIKE '%
absent %' AND '
' || why NOT LIKE '%
waiting %' AND NOT EXISTS (
    SELECT 1 FROM message m JOIN list l ON l.id = m.list JOIN network o ON o.id = l.network
     WHERE m.id = copy.message AND replace('
' || copy.why || '
', '
member ' || o.acronym || '
', '') <> '
' || copy.why || '
');

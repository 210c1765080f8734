-- Registrations made as a guest with an address that somebody has proved since become theirs, as they do from now on at the moment of the
-- proof. Of several for one event, the one that counts for most; where the account has one itself, both stay as they are.
UPDATE registration
   SET person = (SELECT a.person FROM address a WHERE a.address_key = registration.address_key AND a.verified_at IS NOT NULL)
 WHERE person IS NULL AND state IN ('confirmed', 'waiting', 'withdrawn')
   AND EXISTS (SELECT 1 FROM address a WHERE a.address_key = registration.address_key AND a.verified_at IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = registration.event AND o.person = a.person)
                  AND NOT EXISTS (
                      SELECT 1 FROM registration g JOIN address ga ON ga.address_key = g.address_key AND ga.verified_at IS NOT NULL
                       WHERE g.event = registration.event AND g.person IS NULL AND ga.person = a.person AND g.id <> registration.id
                         AND g.state IN ('confirmed', 'waiting', 'withdrawn')
                         AND (CASE g.state WHEN 'confirmed' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END
                                < CASE registration.state WHEN 'confirmed' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END
                              OR (g.state = registration.state AND g.id < registration.id))));

-- A guest's registrations are looked for by address at each sign-in.
CREATE INDEX registration_guest ON registration (address_key) WHERE person IS NULL;

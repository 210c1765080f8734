-- Whether somebody came to a half-day at least: 1 or 0; null: nobody noted it. It follows from attendance, and is written with it: the
-- figures of a year count tens of thousands of registrations, from this index alone.
ALTER TABLE registration ADD COLUMN came BIGINT;
UPDATE registration SET came = (SELECT MAX(a.present) FROM attendance a WHERE a.registration = registration.id)
 WHERE id IN (SELECT a.registration FROM attendance a);
DROP INDEX registration_figures;
CREATE INDEX registration_figures ON registration (event, state, organisation_kind, came, address_key);

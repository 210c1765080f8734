-- Different people among those who registered are counted by person, or by address for who has no account: from the index alone.
DROP INDEX registration_figures;
CREATE INDEX registration_figures ON registration (event, state, organisation_kind, came, person, address_key);

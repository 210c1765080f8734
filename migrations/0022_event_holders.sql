-- Raised with each change of who holds the event, as `version` is with each change of the rest: the two tell calendars whether an
-- entry that was written is still true. Apart, because an answer of another network must not make a half-filled form stale.
ALTER TABLE event ADD COLUMN holders_version BIGINT NOT NULL DEFAULT 0;

-- What a network holds is read from the index alone.
CREATE INDEX event_network_holds ON event_network (network, state, event);
DROP INDEX event_network_network;

-- The newest change, for feeds that ask whether anything changed.
CREATE INDEX event_changed ON event (changed_at);
CREATE INDEX event_updated ON event (updated_at);

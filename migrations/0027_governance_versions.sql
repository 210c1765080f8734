-- Which version of a committee or a mandate a form was opened with: of two who change it, the second is told.
ALTER TABLE committee ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE mandate ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

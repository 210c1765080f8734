-- Lists are made for people: a title may stand above the headings, and values are written in each office's own words.
ALTER TABLE import ADD COLUMN heading BIGINT NOT NULL DEFAULT 0;   -- which of the lines names the columns, from 0; -1: none does
ALTER TABLE import ADD COLUMN meanings TEXT NOT NULL DEFAULT '';   -- JSON: for each column, what its unknown values mean
ALTER TABLE import ADD COLUMN refused TEXT NOT NULL DEFAULT '';    -- once done: JSON of the lines that were refused, to be taken away and mended

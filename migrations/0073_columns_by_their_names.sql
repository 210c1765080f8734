-- Columns and a table that bore words of their own (the glossary has the field's).
ALTER TABLE page RENAME COLUMN keeper TO owner;
ALTER TABLE search_entry RENAME COLUMN shelf TO group_key;
ALTER TABLE delivery RENAME COLUMN opt_out TO unsubscribe_target;
ALTER TABLE registration_silence RENAME TO registration_mute;

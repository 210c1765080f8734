-- A guest's registration made with an address that somebody has proved since, and who is somebody else by name: a mailbox that colleagues
-- share. It stays a guest's: that person neither reads it as theirs, nor gives it back, nor is it forgotten with them.
ALTER TABLE registration ADD COLUMN excluded_person TEXT REFERENCES person (id);

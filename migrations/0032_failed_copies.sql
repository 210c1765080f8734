-- What failed or is doubtful is counted each time somebody watches: among all the copies ever sent, these are few.
CREATE INDEX copy_failed ON copy (message) WHERE state = 'failed';
CREATE INDEX copy_doubtful ON copy (message) WHERE doubtful = 1;

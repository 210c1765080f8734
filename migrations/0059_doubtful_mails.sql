-- Their number is among the figures that are read every few seconds: it costs what is doubtful, not what was sent.
CREATE INDEX mail_doubtful ON mail (id) WHERE doubtful = 1;

-- When the last mail left: asked every few minutes.
CREATE INDEX mail_sent ON mail (sent_at) WHERE state = 'sent';

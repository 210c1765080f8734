-- What stays of a message's journal once its lines are forgotten: how many copies, by what became of them.
CREATE TABLE copy_figure (
    message TEXT NOT NULL REFERENCES message (id),
    what TEXT NOT NULL,               -- a state of a copy; or doubtful, or left: unsubscribed by it
    copies BIGINT NOT NULL,
    since TEXT NOT NULL,              -- when the lines were forgotten
    PRIMARY KEY (message, what)
);

-- The threads of an archive, the newest first, and their number, without reading the posts themselves.
DROP INDEX post_list;
CREATE INDEX post_list ON post (list, state, posted_at, thread);
CREATE INDEX post_first ON post (list, state, posted_at) WHERE thread = id;

-- Schema version 5: what the last resolution worked out, so that the next one works out only what changed. It can be emptied at any time.
-- `kind` is what is put together (event, story, origin); `part` is 'nothing' (codes of pairs that are not alike, 64 bits each, sorted), 'kept' (JSON:
-- code of a pair -> what was found) or 'blocks' (JSON: key of a block -> its clusters); `value` is compressed (zlib).

CREATE TABLE memory (
  kind TEXT NOT NULL,
  part TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (kind, part)
) STRICT;

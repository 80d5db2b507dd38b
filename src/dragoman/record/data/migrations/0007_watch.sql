-- Schema version 7: what `dragoman watch` knows between two rounds: feeds, pages on their way, what each saved search has told of which event
-- reports, the alerts, and which of them have gone out where. Nothing in the record is derived from these tables; they can be emptied at any time.

CREATE TABLE watch_feed (
  url TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT,
  next_at TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  why TEXT
) STRICT;

-- state: waiting (to be fetched), kept (in the archive `file`, not yet read into the record), read, left (refused, or given up)
CREATE TABLE watch_page (
  url TEXT PRIMARY KEY,
  feed TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  seen_at TEXT NOT NULL,
  next_at TEXT NOT NULL,
  file TEXT,
  why TEXT
) STRICT;
CREATE INDEX watch_page_state ON watch_page (state, next_at);

CREATE TABLE watch_search (
  name TEXT PRIMARY KEY,
  filters TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;

-- By event report, not by event: an event's id may change when it grows, and two events may turn out to be one.
CREATE TABLE watch_told (
  search TEXT NOT NULL,
  event_report TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (search, event_report)
) STRICT;

CREATE TABLE watch_alert (
  id TEXT PRIMARY KEY,
  search TEXT NOT NULL,
  made_at TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX watch_alert_search ON watch_alert (search, made_at);

-- state: waiting, done, left (refused, or given up)
CREATE TABLE watch_delivery (
  alert TEXT NOT NULL REFERENCES watch_alert (id),
  output TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (alert, output)
) STRICT;
CREATE INDEX watch_delivery_state ON watch_delivery (state, next_at);

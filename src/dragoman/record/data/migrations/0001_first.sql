-- Schema version 1: claims (append-only), judgements (append-only), and what is derived from them (replaced as a whole).
-- `fields` holds the object's full JSON as `model.to_json` writes it; the other columns are there to be queried.
-- A released migration is never edited: a change of the schema is a further file.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What made the claims.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  code_version TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  model TEXT NOT NULL,
  configuration TEXT NOT NULL,
  learnt_at TEXT NOT NULL
) STRICT;

CREATE TABLE report (
  key INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  title TEXT,
  text TEXT NOT NULL,
  outlet TEXT,
  published TEXT,
  fields TEXT NOT NULL,
  learnt_at TEXT NOT NULL
) STRICT;
CREATE INDEX report_id ON report (id);

CREATE TABLE reading (
  key INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (key),
  report_id TEXT NOT NULL,
  run TEXT NOT NULL REFERENCES run (id),
  digest TEXT NOT NULL,
  language TEXT,
  words INTEGER,
  written_from TEXT,
  written_to TEXT,
  written TEXT,
  blocks TEXT,
  times TEXT,
  places TEXT,
  actors TEXT,
  notes TEXT,
  error TEXT,
  learnt_at TEXT NOT NULL,
  superseded_at TEXT
) STRICT;
CREATE INDEX reading_report ON reading (report);
-- One report id has one current reading at most, whoever writes.
CREATE UNIQUE INDEX reading_current ON reading (report_id) WHERE superseded_at IS NULL;

CREATE TABLE event_report (
  reading INTEGER NOT NULL REFERENCES reading (key),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  negated INTEGER NOT NULL,
  historical INTEGER NOT NULL,
  when_from TEXT,
  when_to TEXT,
  precision TEXT NOT NULL,
  place_country TEXT,
  confidence REAL NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (reading, position)
) STRICT;
CREATE INDEX event_report_id ON event_report (id);
CREATE INDEX event_report_report ON event_report (report_id);
CREATE INDEX event_report_type ON event_report (type, when_from);

CREATE TABLE event_report_country (
  reading INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (reading, position, role, country),
  FOREIGN KEY (reading, position) REFERENCES event_report (reading, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_report_country_country ON event_report_country (country, role);

CREATE TABLE statement (
  reading INTEGER NOT NULL REFERENCES reading (key),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  speaker TEXT,
  speaker_name TEXT,
  speaker_country TEXT,
  quoted INTEGER NOT NULL,
  stance TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (reading, position)
) STRICT;
CREATE INDEX statement_id ON statement (id);
CREATE INDEX statement_report ON statement (report_id);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_speaker_country ON statement (speaker_country);

CREATE TABLE statement_country (
  reading INTEGER NOT NULL,
  position INTEGER NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (reading, position, country),
  FOREIGN KEY (reading, position) REFERENCES statement (reading, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_country_country ON statement_country (country);

CREATE TABLE judgement (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  left TEXT NOT NULL,
  right TEXT NOT NULL,
  verdict TEXT NOT NULL,
  score REAL NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL,
  made TEXT NOT NULL,
  withdrawn TEXT
) STRICT;
-- The same judgement can be made, withdrawn and made again, but stands once at a time.
CREATE UNIQUE INDEX judgement_standing ON judgement (id) WHERE withdrawn IS NULL;
CREATE INDEX judgement_id ON judgement (id);
CREATE INDEX judgement_left ON judgement (left);
CREATE INDEX judgement_right ON judgement (right);

-- Append-only, held by the database itself: rows are never deleted, and of what is written only the day it ceased to stand is set, once.
CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
CREATE TRIGGER report_no_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER reading_no_rewrite
BEFORE UPDATE OF key, report, report_id, run, digest, language, words, written_from, written_to, written, blocks, times, places, actors, notes, error, learnt_at ON reading
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER reading_superseded_once BEFORE UPDATE OF superseded_at ON reading WHEN old.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER event_report_no_update BEFORE UPDATE ON event_report BEGIN SELECT RAISE(ABORT, 'event reports are append-only'); END;
CREATE TRIGGER event_report_no_delete BEFORE DELETE ON event_report BEGIN SELECT RAISE(ABORT, 'event reports are append-only'); END;
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgement_no_rewrite BEFORE UPDATE OF key, id, kind, left, right, verdict, score, why, by, made ON judgement
BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgement_withdrawn_once BEFORE UPDATE OF withdrawn ON judgement WHEN old.withdrawn IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;

-- Derived: emptied and written anew in one transaction by every resolution.
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  place_country TEXT,
  origins INTEGER NOT NULL,
  confidence REAL NOT NULL,
  negated INTEGER NOT NULL,
  historical INTEGER NOT NULL,
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX event_day ON event (from_day, to_day);
CREATE INDEX event_type ON event (type, status);

CREATE TABLE event_country (
  event TEXT NOT NULL REFERENCES event (id),
  role TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (event, role, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_country_country ON event_country (country, role);

CREATE TABLE event_actor (
  event TEXT NOT NULL REFERENCES event (id),
  role TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (event, role, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actor_actor ON event_actor (actor, role);

CREATE TABLE event_member (
  event TEXT NOT NULL REFERENCES event (id),
  event_report TEXT NOT NULL,
  PRIMARY KEY (event, event_report)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_member_event_report ON event_member (event_report);

CREATE TABLE event_telling (
  event TEXT NOT NULL REFERENCES event (id),
  report TEXT NOT NULL,
  PRIMARY KEY (event, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_telling_report ON event_telling (report);

CREATE TABLE story (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  fields TEXT NOT NULL
) STRICT;

CREATE TABLE story_report (
  story TEXT NOT NULL REFERENCES story (id),
  report TEXT NOT NULL,
  PRIMARY KEY (story, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_report_report ON story_report (report);

CREATE TABLE story_event (
  story TEXT NOT NULL REFERENCES story (id),
  event TEXT NOT NULL,
  PRIMARY KEY (story, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_event_event ON story_event (event);

CREATE TABLE trip (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  fields TEXT NOT NULL
) STRICT;

CREATE TABLE trip_traveller (
  trip TEXT NOT NULL REFERENCES trip (id),
  actor TEXT NOT NULL,
  country TEXT,
  PRIMARY KEY (trip, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX trip_traveller_actor ON trip_traveller (actor);

CREATE TABLE trip_event (
  trip TEXT NOT NULL REFERENCES trip (id),
  event TEXT NOT NULL,
  PRIMARY KEY (trip, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX trip_event_event ON trip_event (event);

CREATE TABLE divergence (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES event (id),
  field TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX divergence_event ON divergence (event);

CREATE TABLE actor (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  kind TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX actor_country ON actor (country);

CREATE TABLE origin (
  report TEXT PRIMARY KEY,
  origin TEXT,
  near_duplicates TEXT NOT NULL
) STRICT;

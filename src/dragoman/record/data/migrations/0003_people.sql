-- Schema version 3: people's judgements hold by the place of an act in its report, not by its number; and people correct fields of events.
-- `judged` is when the judge said so, where the record learnt it later, by a file; `made` stays the time at which the record learnt it.

ALTER TABLE judgement ADD COLUMN judged TEXT;
ALTER TABLE judgement ADD COLUMN left_anchor TEXT;
ALTER TABLE judgement ADD COLUMN right_anchor TEXT;
CREATE TRIGGER judgement_no_new_anchor BEFORE UPDATE OF judged, left_anchor, right_anchor ON judgement
BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;

CREATE TABLE correction (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  event_report TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL,
  anchors TEXT NOT NULL,
  judged TEXT,
  made TEXT NOT NULL,
  withdrawn TEXT
) STRICT;
CREATE UNIQUE INDEX correction_standing ON correction (id) WHERE withdrawn IS NULL;
CREATE INDEX correction_id ON correction (id);
CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER correction_no_rewrite BEFORE UPDATE OF key, id, event_report, field, value, why, by, anchors, judged, made ON correction
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER correction_withdrawn_once BEFORE UPDATE OF withdrawn ON correction WHEN old.withdrawn IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;

-- Schema version 9: what lists are made of without looking at every row: the day that an event stands under (`at`: its first, else its last) beside its
-- countries and actors, the countries of trips, the days on which reports were written as the record has them, and how often countries deal
-- with each other. All derived. country_pair: of a country with itself, the events that it takes part in; dealings: events of four countries at most.

ALTER TABLE event ADD COLUMN at TEXT;
UPDATE event SET at = coalesce(from_day, to_day);
CREATE INDEX event_at ON event (at, id, from_day, to_day, type, status);
CREATE INDEX event_type_at ON event (type, at, id, status);
CREATE INDEX event_status_at ON event (status, at, id, negated, to_day);

ALTER TABLE event_country ADD COLUMN at TEXT;
UPDATE event_country SET at = (SELECT at FROM event WHERE event.id = event_country.event);
CREATE INDEX event_country_at ON event_country (country, at, event, role);

ALTER TABLE event_actor ADD COLUMN at TEXT;
UPDATE event_actor SET at = (SELECT at FROM event WHERE event.id = event_actor.event);
CREATE INDEX event_actor_at ON event_actor (actor, at, event, role);

ALTER TABLE divergence ADD COLUMN origins INTEGER NOT NULL DEFAULT 0;
UPDATE divergence SET origins = (SELECT coalesce(sum(json_extract(value, '$.origins')), 0) FROM json_each(divergence.fields, '$.values'));

CREATE TABLE trip_country (
  trip TEXT NOT NULL REFERENCES trip (id),
  role TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (trip, role, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX trip_country_country ON trip_country (country, role);
INSERT INTO trip_country SELECT DISTINCT trip, 'traveller', country FROM trip_traveller WHERE country IS NOT NULL;
INSERT INTO trip_country
SELECT DISTINCT trip.id, 'stop', json_extract(value, '$.country') FROM trip, json_each(trip.fields, '$.stops') WHERE json_extract(value, '$.country') IS NOT NULL;

CREATE TABLE report_day (
  report TEXT PRIMARY KEY,
  from_day TEXT,
  to_day TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX report_day_from ON report_day (from_day, report);
ALTER TABLE origin ADD COLUMN written_from TEXT;
ALTER TABLE origin ADD COLUMN written_to TEXT;
UPDATE origin SET written_from = json_extract(written, '$.from'), written_to = json_extract(written, '$.to') WHERE written IS NOT NULL;
INSERT INTO report_day
SELECT reading.report_id,
  CASE WHEN origin.written IS NULL THEN reading.written_from ELSE origin.written_from END,
  CASE WHEN origin.written IS NULL THEN reading.written_to ELSE origin.written_to END
FROM reading LEFT JOIN origin ON origin.report = reading.report_id WHERE reading.superseded_at IS NULL AND reading.error IS NULL;

CREATE TABLE country_pair (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  events INTEGER NOT NULL,
  dealings INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
INSERT INTO country_pair
SELECT one.country, other.country, count(*), sum(sizes.countries <= 4)
FROM (SELECT DISTINCT event, country FROM event_country) AS one
JOIN (SELECT DISTINCT event, country FROM event_country) AS other ON other.event = one.event AND other.country >= one.country
JOIN (SELECT event, count(DISTINCT country) AS countries FROM event_country GROUP BY event) AS sizes ON sizes.event = one.event
GROUP BY one.country, other.country;

-- What superseded readings told is taken off what all told: they are few.
CREATE INDEX reading_superseded ON reading (key) WHERE superseded_at IS NOT NULL;
CREATE INDEX reading_error ON reading (error) WHERE error IS NOT NULL;

-- Forms of actors' names, folded, by which people look for them (role: name), and the last words of their names (role: last). Filled by the next resolution:
-- SQL can't fold names, so that what is resolved is marked as old.
CREATE TABLE actor_name (
  actor TEXT NOT NULL REFERENCES actor (id),
  role TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (actor, role, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name_key ON actor_name (key, role, actor);
DELETE FROM meta WHERE name = 'resolved_for';

-- The last moment at which the record learnt something is asked for with every page.
CREATE INDEX reading_learnt ON reading (learnt_at);
CREATE INDEX reading_superseded_at ON reading (superseded_at) WHERE superseded_at IS NOT NULL;
CREATE INDEX judgement_made ON judgement (made);
CREATE INDEX judgement_withdrawn ON judgement (withdrawn) WHERE withdrawn IS NOT NULL;
-- Ids of reports by their beginnings, and of statements and reports of a day.
CREATE INDEX event_to ON event (to_day, status, negated, id);

-- Schema version 9: what lists are made of without looking at every row. The same as in SQLite; see there for what each is for.

ALTER TABLE event ADD COLUMN at text COLLATE "C";
UPDATE event SET at = coalesce(from_day, to_day);
CREATE INDEX event_at ON event (at, id, from_day, to_day, type, status);
CREATE INDEX event_type_at ON event (type, at, id, status);
CREATE INDEX event_status_at ON event (status, at, id, negated, to_day);
CREATE INDEX event_to ON event (to_day, status, negated, id);
ALTER TABLE event_country ADD COLUMN at text COLLATE "C";
UPDATE event_country SET at = (SELECT event.at FROM event WHERE event.id = event_country.event);
CREATE INDEX event_country_at ON event_country (country, at, event, role);
ALTER TABLE event_actor ADD COLUMN at text COLLATE "C";
UPDATE event_actor SET at = (SELECT event.at FROM event WHERE event.id = event_actor.event);
CREATE INDEX event_actor_at ON event_actor (actor, at, event, role);
ALTER TABLE divergence ADD COLUMN origins BIGINT NOT NULL DEFAULT 0;
UPDATE divergence SET origins = (SELECT coalesce(sum((held ->> 'origins')::integer), 0) FROM json_array_elements(divergence.fields::json -> 'values') AS held);
CREATE TABLE trip_country (
  trip text COLLATE "C" NOT NULL REFERENCES trip (id),
  role text COLLATE "C" NOT NULL,
  country text COLLATE "C" NOT NULL,
  PRIMARY KEY (trip, role, country)
);
CREATE INDEX trip_country_country ON trip_country (country, role);
CREATE TABLE report_day (
  report text COLLATE "C" PRIMARY KEY,
  from_day text COLLATE "C",
  to_day text COLLATE "C"
);
CREATE INDEX report_day_from ON report_day (from_day, report);
ALTER TABLE origin ADD COLUMN written_from text COLLATE "C";
ALTER TABLE origin ADD COLUMN written_to text COLLATE "C";
CREATE TABLE country_pair (
  one text COLLATE "C" NOT NULL,
  other text COLLATE "C" NOT NULL,
  events BIGINT NOT NULL,
  dealings BIGINT NOT NULL,
  PRIMARY KEY (one, other)
);
CREATE TABLE actor_name (
  actor text COLLATE "C" NOT NULL REFERENCES actor (id),
  role text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  PRIMARY KEY (actor, role, key)
);
CREATE INDEX reading_superseded ON reading (key) WHERE superseded_at IS NOT NULL;
-- By the key, as an error's text may be longer than PostgreSQL can index.
CREATE INDEX reading_error ON reading (key) WHERE error IS NOT NULL;
CREATE INDEX actor_name_key ON actor_name (key, role, actor);
CREATE INDEX reading_learnt ON reading (learnt_at);
CREATE INDEX reading_superseded_at ON reading (superseded_at) WHERE superseded_at IS NOT NULL;
CREATE INDEX judgement_made ON judgement (made);
CREATE INDEX judgement_withdrawn ON judgement (withdrawn) WHERE withdrawn IS NOT NULL;
-- The new tables are filled by the next resolution.
DELETE FROM meta WHERE name = 'resolved_for';

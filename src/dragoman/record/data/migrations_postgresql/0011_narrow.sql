-- Schema version 11: lists and sums of a record of any size out of narrow rows. The same as in SQLite. All derived. Pairs, company, outlets and origins are filled by the
-- program right after this (see `summed`), as by every resolution.

-- What events are filtered by beside their countries and actors: to count them is to walk an index.
ALTER TABLE event_country ADD COLUMN type text COLLATE "C";
ALTER TABLE event_country ADD COLUMN status text COLLATE "C";
ALTER TABLE event_country ADD COLUMN from_day text COLLATE "C";
ALTER TABLE event_country ADD COLUMN to_day text COLLATE "C";
UPDATE event_country SET type = event.type, status = event.status, from_day = event.from_day, to_day = event.to_day FROM event WHERE event.id = event_country.event;
DROP INDEX event_country_at;
CREATE INDEX event_country_at ON event_country (country, at, event, role, type, status, from_day, to_day);
ALTER TABLE event_actor ADD COLUMN type text COLLATE "C";
ALTER TABLE event_actor ADD COLUMN status text COLLATE "C";
ALTER TABLE event_actor ADD COLUMN from_day text COLLATE "C";
ALTER TABLE event_actor ADD COLUMN to_day text COLLATE "C";
UPDATE event_actor SET type = event.type, status = event.status, from_day = event.from_day, to_day = event.to_day FROM event WHERE event.id = event_actor.event;
DROP INDEX event_actor_at;
CREATE INDEX event_actor_at ON event_actor (actor, at, event, role, type, status, from_day, to_day);
-- Events that end on a day and may have begun on any before it stand under their end: a list up to a day looks for them apart.
CREATE INDEX event_open ON event (at, id) WHERE from_day IS NULL AND at IS NOT NULL;

-- Each two countries that take part in an event. acts: 1 the first acts, 2 the second, 3 both; countries: how many take part.
CREATE TABLE event_pair (
  one text COLLATE "C" NOT NULL,
  other text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  at text COLLATE "C",
  type text COLLATE "C" NOT NULL,
  mode text COLLATE "C",
  status text COLLATE "C" NOT NULL,
  from_day text COLLATE "C",
  to_day text COLLATE "C",
  negated bigint NOT NULL,
  historical bigint NOT NULL,
  acts bigint NOT NULL,
  countries bigint NOT NULL,
  PRIMARY KEY (one, other, event)
);

-- With whom those actors are seen most that are seen too often to count it each time.
CREATE TABLE actor_company (
  actor text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  other text COLLATE "C" NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (actor, place)
);

-- Beside the days on which a report was written who tells it, and what it repeats.
ALTER TABLE report_day ADD COLUMN outlet text COLLATE "C";
ALTER TABLE report_day ADD COLUMN origin text COLLATE "C";

-- Actors without the list of their reports, which may be as long as the record.
ALTER TABLE actor ADD COLUMN told bigint NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN brief text COLLATE "C" NOT NULL DEFAULT '{}';
-- The next resolution writes them without the lists.
UPDATE actor SET told = json_array_length(fields::json -> 'reports'), brief = fields;

-- The day that a story stands under: its last, else its first, else nothing.
ALTER TABLE story ADD COLUMN at text COLLATE "C" NOT NULL DEFAULT '';
UPDATE story SET at = coalesce(to_day, from_day, '');
CREATE INDEX story_at ON story (at, id);

-- What is most consequential first: by the rank of the gravest dispute about the event, then by its own.
ALTER TABLE divergence ADD COLUMN gravest bigint NOT NULL DEFAULT 0;
ALTER TABLE divergence ADD COLUMN rank bigint NOT NULL DEFAULT 0;
UPDATE divergence SET rank = CASE field
  WHEN 'status' THEN 0 WHEN 'actor' THEN 1 WHEN 'number' THEN 2 WHEN 'date' THEN 3 WHEN 'place' THEN 4 ELSE 5 END * 1000000 - origins;
UPDATE divergence SET gravest = (SELECT min(rank) FROM divergence AS beside WHERE beside.event = divergence.event);
CREATE INDEX divergence_gravest ON divergence (gravest, event, rank, id);

-- Statements of those whom a name alone stands for.
CREATE INDEX statement_speaker_name ON statement (speaker_name);

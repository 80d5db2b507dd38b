"""Sums of the derived tables that no page can take each time: pairs of countries, busy actors' company, who wrote what when, stances.

In: derived tables as they stand. Out: five tables filled anew, inside the database; nothing is decoded.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dragoman.record.tables import ACTOR_COMPANY, COUNTRY_PAIR, COUNTRY_STANCE, EVENT_PAIR, REPORT_DAY

# A summit of twenty is no dealing of a hundred and ninety pairs.
MOST_OF_A_DEALING = 4
# An actor of so many events and more has his company counted beforehand; of fewer it takes a few milliseconds.
BUSY, MOST_COMPANY = 300, 24

# Sorted, so that rows come in the order of their key: else SQLite would write each page many times.
_PAIRS = """
INSERT INTO event_pair (one, other, event, at, type, mode, status, from_day, to_day, negated, historical, acts, countries)
SELECT a.country, b.country, a.event, event.at, event.type, event.mode, event.status, event.from_day, event.to_day, event.negated, event.historical,
  a.acts + 2 * b.acts, sizes.countries
FROM (SELECT event, country, max(CASE role WHEN 'actor' THEN 1 ELSE 0 END) AS acts FROM event_country GROUP BY event, country) AS a
JOIN (SELECT event, country, max(CASE role WHEN 'actor' THEN 1 ELSE 0 END) AS acts FROM event_country GROUP BY event, country) AS b
  ON b.event = a.event AND b.country > a.country
JOIN (SELECT event, count(DISTINCT country) AS countries FROM event_country GROUP BY event) AS sizes ON sizes.event = a.event
JOIN event ON event.id = a.event
ORDER BY a.country, b.country, a.event
"""
_SUMS = f"""
INSERT INTO country_pair (one, other, events, dealings)
SELECT one, other, count(*), sum(CASE WHEN countries <= {MOST_OF_A_DEALING} THEN 1 ELSE 0 END) FROM event_pair GROUP BY one, other
"""
_COUNTRIES = f"""
INSERT INTO country_pair (one, other, events, dealings)
SELECT own.country, own.country, count(*), sum(CASE WHEN sizes.countries <= {MOST_OF_A_DEALING} THEN 1 ELSE 0 END)
FROM (SELECT DISTINCT event, country FROM event_country) AS own
JOIN (SELECT event, count(DISTINCT country) AS countries FROM event_country GROUP BY event) AS sizes ON sizes.event = own.event
GROUP BY own.country
"""
_COMPANY = f"""
INSERT INTO actor_company (actor, place, other, events)
SELECT actor, place, other, events FROM (
  SELECT actor, other, events, row_number() OVER (PARTITION BY actor ORDER BY events DESC, other) AS place FROM (
    SELECT own.actor AS actor, beside.actor AS other, count(*) AS events
    FROM (SELECT DISTINCT actor, event FROM event_actor
      WHERE actor IN (SELECT actor FROM event_actor GROUP BY actor HAVING count(DISTINCT event) >= {BUSY})) AS own
    JOIN (SELECT DISTINCT actor, event FROM event_actor) AS beside ON beside.event = own.event AND beside.actor <> own.actor
    GROUP BY own.actor, beside.actor
  ) AS met
) AS ranked WHERE place <= {MOST_COMPANY} ORDER BY actor, place
"""
_DAYS = """
INSERT INTO report_day (report, from_day, to_day, outlet, origin)
SELECT reading.report_id,
  CASE WHEN origin.written IS NULL THEN reading.written_from ELSE origin.written_from END,
  CASE WHEN origin.written IS NULL THEN reading.written_to ELSE origin.written_to END,
  report.outlet, origin.origin
FROM reading JOIN report ON report.key = reading.report LEFT JOIN origin ON origin.report = reading.report_id
WHERE reading.superseded_at IS NULL AND reading.error IS NULL ORDER BY reading.report_id
"""
_STANCES = """
INSERT INTO country_stance (speaker, about, stance, said)
SELECT statement.speaker_country, statement_country.country, statement.stance, count(*)
FROM statement JOIN statement_country ON statement_country.reading = statement.reading AND statement_country.position = statement.position
JOIN reading ON reading.key = statement.reading
WHERE reading.superseded_at IS NULL AND statement.speaker_country IS NOT NULL
GROUP BY statement.speaker_country, statement_country.country, statement.stance
"""


def sum_up(connection: Connection) -> None:
    """Fills the tables anew."""
    for table in (EVENT_PAIR, COUNTRY_PAIR, ACTOR_COMPANY, REPORT_DAY, COUNTRY_STANCE):
        connection.execute(table.delete())
    for script in (_PAIRS, _SUMS, _COUNTRIES, _COMPANY, _DAYS, _STANCES):
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})

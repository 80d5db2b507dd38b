"""The record's tables as SQLAlchemy knows them, to write queries with. The schema itself is made by the migrations; a test holds the two together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.sql.type_api import TypeEngine

METADATA = MetaData()
# SQLite's integers have 64 bits under any name.
WHOLE: TypeEngine[int] = Integer().with_variant(BigInteger(), "postgresql")


def _table(name: str, text: str, integers: str = "", reals: str = "") -> Table:
    kinds: tuple[tuple[str, TypeEngine[Any]], ...] = ((text, Text()), (integers, WHOLE), (reals, Float()))
    return Table(name, METADATA, *(Column(column, kind) for columns, kind in kinds for column in columns.split()))


META = _table("meta", "name value")
RUN = _table("run", "id code_version knowledge model configuration learnt_at")
REPORT = _table("report", "digest id title text outlet published fields learnt_at", "key")
READING = _table(
    "reading",
    "report_id run digest language written_from written_to written blocks times places actors notes error learnt_at superseded_at",
    "key report words",
)
EVENT_REPORT = _table(
    "event_report", "id report_id type mode status when_from when_to precision place_country fields", "reading position negated historical", "confidence"
)
EVENT_REPORT_COUNTRY = _table("event_report_country", "role country", "reading position")
STATEMENT = _table("statement", "id report_id speaker speaker_name speaker_country stance fields", "reading position quoted")
STATEMENT_COUNTRY = _table("statement_country", "country", "reading position")
JUDGEMENT = _table("judgement", "id kind left right verdict why by made withdrawn judged left_anchor right_anchor", "key", "score")
CORRECTION = _table("correction", "id event_report field value why by anchors judged made withdrawn", "key")

EVENT = _table("event", "id type mode status from_day to_day place_country fields at", "origins negated historical", "confidence")
EVENT_COUNTRY = _table("event_country", "event role country at type status from_day to_day")
EVENT_ACTOR = _table("event_actor", "event role actor at type status from_day to_day")
EVENT_PAIR = _table("event_pair", "one other event at type mode status from_day to_day", "negated historical acts countries")
EVENT_MEMBER = _table("event_member", "event event_report")
EVENT_TELLING = _table("event_telling", "event report")
STORY = _table("story", "id title from_day to_day fields at")
STORY_REPORT = _table("story_report", "story report")
STORY_EVENT = _table("story_event", "story event")
TRIP = _table("trip", "id status from_day to_day fields")
TRIP_TRAVELLER = _table("trip_traveller", "trip actor country")
TRIP_EVENT = _table("trip_event", "trip event")
TRIP_COUNTRY = _table("trip_country", "trip role country")
DIVERGENCE = _table("divergence", "id event field fields", "origins gravest rank")
FOLLOW_UP = _table("follow_up", "id event kind outcome answer fields")
ACTOR = _table("actor", "id name country sector kind fields brief", "told")
ACTOR_NAME = _table("actor_name", "actor role key")
ORIGIN = _table("origin", "report origin near_duplicates written written_from written_to")
ACTOR_COMPANY = _table("actor_company", "actor other", "place events")
COUNTRY_STANCE = _table("country_stance", "speaker about stance", "said")
REPORT_DAY = _table("report_day", "report from_day to_day outlet origin")
COUNTRY_PAIR = _table("country_pair", "one other", "events dealings")

SITE_LINE = Table(
    "site_line", METADATA, *(Column(name, Text) for name in ("report_id", "site")), Column("lines", LargeBinary), Column("taken", LargeBinary),
    Column("settled", WHOLE),
)  # fmt: skip
MEMORY = Table("memory", METADATA, Column("kind", Text), Column("part", Text), Column("value", LargeBinary))

# What `dragoman watch` knows between two rounds.
WATCH_FEED = _table("watch_feed", "url etag last_modified next_at why", "failures")
WATCH_PAGE = _table("watch_page", "url feed state seen_at next_at file why", "tries")
WATCH_SEARCH = _table("watch_search", "name filters since")
WATCH_TOLD = _table("watch_told", "search event_report status")
WATCH_ALERT = _table("watch_alert", "id search made_at fields")
WATCH_DELIVERY = _table("watch_delivery", "alert output state next_at why", "tries")

# Emptied in this order (links before what they hang on) and filled in the reverse one.
DERIVED = (
    ORIGIN, ACTOR_NAME, ACTOR, FOLLOW_UP, DIVERGENCE, TRIP_COUNTRY, TRIP_EVENT, TRIP_TRAVELLER, TRIP, STORY_EVENT, STORY_REPORT, STORY,
    EVENT_TELLING, EVENT_MEMBER, EVENT_ACTOR, EVENT_COUNTRY, EVENT,
)  # fmt: skip

"""The closed word lists of the record: PLOVER 2.0 types and modes stand in knowledge/data/plover.json; these are our own."""

from __future__ import annotations

from typing import Final

EVENT_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES: Final = (
    "happened", "ongoing", "planned", "threatened", "called-for", "denied", "possible", "cancelled", "suspended", "resumed",
)  # fmt: skip
# Told as having taken place, wholly or so far.
REAL_STATUSES: Final = frozenset({"happened", "ongoing", "resumed"})
BLOCK_KINDS: Final = ("title", "body", "heading", "caption", "boilerplate", "byline", "injected")
# Kinds that are read as the report's own words.
KEPT_BLOCKS: Final = frozenset({"title", "body", "heading"})
ACTOR_KINDS: Final = ("person", "country", "organisation", "office", "outlet", "group")
ACTOR_HOW: Final = ("name", "title", "pronoun", "metonym")
TIME_TYPES: Final = ("DATE", "TIME", "DURATION", "SET")
PRECISIONS: Final = ("day", "week", "month", "season", "year", "range", "unknown")
WRITTEN_HOW: Final = ("given", "inferred", "unknown")
WHEN_HOW: Final = ("stated", "reckoned", "inherited", "unknown")
STANCES: Final = ("for", "against", "neutral")
DIVERGENCE_FIELDS: Final = ("number", "date", "place", "actor", "status", "framing")
JUDGEMENT_KINDS: Final = ("event", "story", "origin")
FOLLOW_UP_KINDS: Final = ("request", "offer", "threat", "plan", "outreach")
FOLLOW_UP_OUTCOMES: Final = ("answered", "accepted", "refused", "carried out", "called off", "lapsed", "nothing yet")
JUDGEMENT_VERDICTS: Final = ("same", "different", "unsure")
# Fields of an event that a person can correct.
CORRECTABLE_FIELDS: Final = ("status", "type", "mode", "date", "place", "actors", "recipients", "numbers")
# Acts in which the parties stand on one footing, so that actor and recipient may be told either way round.
SYMMETRIC_TYPES: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})

"""What each report is compared by when stories are put together. In: claims, texts, origins, tellings, events; out: Aspects by report id.

What the record's words say of a report is worked out once for both looks; an aspect of the first look that holds for the second is taken over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.model import Event, Interval
from dragoman.resolve.claims import Claim
from dragoman.resolve.likeness import MOST_SMALL, SMALL_RECORD, Aspect, placed
from dragoman.resolve.memory import mark
from dragoman.resolve.particulars import particulars
from dragoman.resolve.rarity import rare_words
from dragoman.resolve.signatures import lead_anchors
from dragoman.resolve.tellings import Telling
from dragoman.resolve.topics import Vector, names_only
from dragoman.resolve.traits import Traits


@dataclass(frozen=True, slots=True)
class Words:
    """What the record's words say of each report, whatever becomes of its events: it changes with every report that the record gains.

    Attributes:
        bags, names: report id -> its vector, and the same kept to names and figures.
        rare: report id -> its rare names and figures.
        digest: stands for the texts of all reports.
        aspects: those worked out so far, by their marks.
    """

    bags: Mapping[str, Vector]
    names: Mapping[str, Vector]
    rare: Mapping[str, frozenset[str]]
    digest: int
    aspects: dict[int, Aspect] = field(default_factory=dict)


def words(claims: Sequence[Claim], texts: Mapping[str, Traits], bags: Mapping[str, Vector]) -> Words:
    """What both looks share."""
    names = {claim.id: names_only(bags[claim.id], texts[claim.id]) for claim in claims}
    return Words(bags, names, rare_words(claims, texts), mark(*(claim.content for claim in claims)))


def aspects_of(
    claims: Sequence[Claim],
    texts: Mapping[str, Traits],
    words: Words,
    origins: Mapping[str, str],
    written: Mapping[str, Interval],
    tellings: Sequence[Telling],
    events: Sequence[Event],
) -> dict[str, Aspect]:
    """The aspects of all reports.

    Args:
        written: windows of writing as read. tellings: those of all claims; events: what they make.
    """
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    event_of = {one: event.id for event in events for one in event.event_reports}
    small_record = min(MOST_SMALL, SMALL_RECORD / max(1, len(claims)) ** 2)
    out = {}
    for claim in claims:
        told = by_report[claim.id]
        news: dict[str, bool] = {}
        for telling in told:
            if not telling.event.historical:
                event = event_of[telling.id]
                news[event] = news.get(event, False) or bool(telling.people)
        own = mark(words.digest, claim.content, origins[claim.id], written[claim.id], [one.mark for one in told], sorted(news.items()))
        if own not in words.aspects:
            text = texts[claim.id]
            words.aspects[own] = Aspect(
                id=claim.id,
                text=text,
                vector=words.bags[claim.id],
                names=words.names[claim.id],
                placed=placed(written[claim.id], told),
                origin=origins[claim.id],
                news=news,
                meetings=_meetings(told),
                small_record=small_record,
                rare=words.rare[claim.id],
                lead=lead_anchors(text),
                journeys=_journeys(told),
                particulars=particulars(text, told),
                mark=own,
            )
        out[claim.id] = words.aspects[own]
    return out


def _journeys(told: Sequence[Telling]) -> frozenset[tuple[str, str]]:
    """Who travels to which country, as news."""
    journeys = [one for one in told if one.level == "journey" and not one.event.historical]
    return frozenset((person.id, country) for one in journeys for person in one.actor_people for country in one.recipients)


def _meetings(told: Sequence[Telling]) -> tuple[tuple[frozenset[str], str], ...]:
    """Who met in which country, as news; the host's country where no place is told."""
    out = []
    for one in told:
        if one.type != "CONSULT" or one.event.mode == "phone" or one.event.historical or len(one.people) < 2:
            continue
        hosts = one.recipients if one.event.mode == "visit" and len(one.recipients) == 1 else frozenset()
        country = one.place_country or next(iter(hosts), None)
        if country is not None:
            out.append((frozenset(person.id for person in one.people), country))
    return tuple(out)

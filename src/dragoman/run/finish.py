"""Working -> Reading: offsets of the clean text become those of the text as given; the contract's derived fields are filled in.

Nothing is read here: what the rooms found is put in order, numbered, and freed of what was drafted twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from dragoman.model import Actor, EventReport, Interval, Number, PlaceMention, Plover, Reading, Span, Statement, TimeMention, Where
from dragoman.model.working import EventDraft, PlaceFound, StatementDraft, TimeExpression, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.knowledge.ontology import Ontology

Spanned = TypeVar("Spanned", Actor, Number)
CONFIDENCE_DIGITS = 3


def finish(working: Working, knowledge: Knowledge) -> Reading:
    """The reading of one report, all offsets into `working.report.text`."""
    drafts, doubled = _once(working.events)
    notes = [*working.clean.notes, *(note for note in working.notes if note not in working.clean.notes)]
    if doubled:
        notes.append(f"{doubled} event report(s) drafted twice from the same words were kept once.")
    report = working.report
    return Reading(
        id=report.id,
        language=working.language,
        words=len(report.text.split()),
        written=working.written,
        blocks=working.clean.blocks,
        times=_times(working),
        places=tuple(_place(working, place) for place in _in_order(working.places)),
        actors=_actors(working),
        events=tuple(_event(working, draft, f"{report.id}/e{number}", knowledge.ontology) for number, draft in enumerate(drafts, 1)),
        statements=tuple(_statement(working, draft) for draft in _in_order(working.statements)),
        notes=tuple(dict.fromkeys(notes)),
    )


T = TypeVar("T", PlaceFound, StatementDraft)


def _in_order(items: list[T]) -> list[T]:
    return sorted(items, key=lambda item: (item.start, item.end))


def _once(drafts: list[EventDraft]) -> tuple[list[EventDraft], int]:
    """Drafts in text order, the surest one of those with the same type, sentence and trigger; and how many that left out."""
    best: dict[tuple[str, int, tuple[int, int]], EventDraft] = {}
    for draft in drafts:
        key = (draft.type, draft.sentence, draft.trigger)
        if key not in best or _weight(draft) > _weight(best[key]):
            best[key] = draft
    kept = sorted(best.values(), key=lambda draft: (draft.trigger, draft.sentence, draft.type))
    return kept, len(drafts) - len(kept)


def _weight(draft: EventDraft) -> tuple[int, float, int]:
    filled = bool(draft.actors) + bool(draft.recipients)
    return filled, draft.confidence, len(draft.actors) + len(draft.recipients)


def _span(working: Working, start: int, end: int) -> Span:
    return Span(*working.clean.original(start, end))


def _moved(working: Working, items: tuple[Spanned, ...]) -> tuple[Spanned, ...]:
    out = []
    for item in items:
        start, end = working.clean.original(item.start, item.end)
        out.append(replace(item, start=start, end=end))
    return tuple(out)


def _actors(working: Working) -> tuple[Actor, ...]:
    mentions = sorted(working.actors, key=lambda mention: (mention.start, mention.end))
    named = [actor for mention in mentions if not mention.literal for actor in mention.members]
    return _moved(working, tuple(named))


def anchor_of(working: Working) -> Interval | None:
    """The writing window that relative times are reckoned from; None where nothing is known of it."""
    written = working.written
    if written.from_ is None and written.to is None:
        return None
    return Interval(written.from_, written.to, written.precision)


def _times(working: Working) -> tuple[TimeMention, ...]:
    anchor = anchor_of(working)
    tenses = {id(draft.time): draft.tense for draft in working.events if draft.time is not None}
    ordered = sorted(working.times, key=lambda time: (time.start, time.end))
    return tuple(_time(working, time, anchor, tenses.get(id(time))) for time in ordered)


def _time(working: Working, time: TimeExpression, anchor: Interval | None, tense: str | None) -> TimeMention:
    start, end = working.clean.original(time.start, time.end)
    days = time.resolve(anchor, tense)
    from_, to = (None, None) if days is None else (days.from_, days.to)
    return TimeMention(start, end, time.type, time.value(anchor, tense), from_, to)


def _place(working: Working, place: PlaceFound) -> PlaceMention:
    start, end = working.clean.original(place.start, place.end)
    return PlaceMention(start, end, place.name, place.literal, place.country, place.geonames, place.lat, place.lon)


def _cameo(draft: EventDraft, plain: tuple[str, str | None] | None, ontology: Ontology) -> str | None:
    if draft.cameo is not None and not draft.negated and draft.status != "denied":
        return ontology.dropped(draft.cameo, draft.mode)
    return None if plain is None else ontology.cameo(plain[0], plain[1], draft.contexts)


def _event(working: Working, draft: EventDraft, event_id: str, ontology: Ontology) -> EventReport:
    sentence = working.sentences[draft.sentence]
    told = ontology.plain(draft.type, draft.mode, draft.status, draft.negated, draft.contexts)
    plain = told if draft.plain else None
    # A comment or appeal has its weight all the same; the content of a verbal act would only be weighed twice.
    weighed = told if draft.plain or draft.cameo is not None else None
    place = draft.place
    return EventReport(
        id=event_id,
        type=draft.type,
        mode=draft.mode,
        contexts=draft.contexts,
        plover=None if plain is None else Plover(*plain),
        cameo=_cameo(draft, plain, ontology),
        actors=_moved(working, draft.actors),
        recipients=_moved(working, draft.recipients),
        status=draft.status,
        negated=draft.negated,
        historical=draft.historical,
        when=draft.when,
        where=None if place is None else Where(place.name, place.country, place.geonames, None if place.area else place.lat, None if place.area else place.lon),
        numbers=_moved(working, draft.numbers),
        sentence=_span(working, sentence.start, sentence.end),
        trigger=_span(working, *draft.trigger),
        according_to=draft.according_to,
        intensity=None if weighed is None else ontology.score(*weighed),
        confidence=round(min(1.0, max(0.0, draft.confidence)), CONFIDENCE_DIGITS),
        why=tuple(draft.why),
    )


def _statement(working: Working, draft: StatementDraft) -> Statement:
    start, end = working.clean.original(draft.start, draft.end)
    speaker = None if draft.speaker is None else _moved(working, (draft.speaker,))[0]
    return Statement(
        start=start,
        end=end,
        speaker=speaker,
        via=_moved(working, draft.via),
        verb=draft.verb,
        quoted=draft.quoted,
        content=_span(working, *draft.content),
        about=draft.about,
        stance=draft.stance,
    )

"""`explain`: the chain from any id back to the words it rests on: rules, scores, judgements, sentences, and when each report was written."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Divergence, EventReport, Judgement, ReportRow, Story, Trip, Written
from dragoman.record import Record
from dragoman.record.rows import StatementRow
from dragoman.views.event import event as event_view
from dragoman.views.lookup import UnknownIdError, event_report, one, thing
from dragoman.views.rows import Describer, Telling, folded, title

KINDS = ("report", "event", "story", "trip", "divergence")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain.

    Attributes:
        says: the thing in one line; details: what it was made by; rests_on: the links below it.
    """

    kind: str
    id: str
    says: str
    details: tuple[str, ...] = ()
    rests_on: tuple[Link, ...] = ()


def explain(record: Record, typed: str) -> Link:
    """The chain of an event report, event, story, trip, divergence, statement or report.

    Raises:
        UnknownIdError: if the record holds nothing by that id; it names the nearest.
    """
    explainer = _Explainer(record)
    told = event_report(record, typed)
    if told is not None:
        return explainer.event_report(told)
    said = next((row for row in record.statements(report=typed.rpartition("/")[0]) if row.id == typed), None)
    if said is not None:
        return explainer.statement(said)
    kind, identifier = kind_of(record, typed)
    link: Link = getattr(explainer, kind)(identifier)
    return link


def kind_of(record: Record, typed: str) -> tuple[str, str]:
    """What an id, or the beginning of one, stands for (one of KINDS), and the whole id.

    Raises:
        UnknownIdError: if the record holds nothing by that id; it names the nearest.
    """
    failed: list[UnknownIdError] = []
    for kind in KINDS:
        try:
            return kind, thing(record, kind, typed).id
        except UnknownIdError as error:
            failed.append(error)
    several = next((error for error in failed if " fits " in error.message), None)
    if several is not None:
        raise several
    known = [row.id for table in ("events", "stories", "trips", "divergences", "reports", "event_reports") for row in record.each(table)]
    one(typed, known, "id")
    raise failed[0]


class _Explainer:
    def __init__(self, record: Record) -> None:
        self._record = record
        self._describer = Describer(record)

    def event(self, identifier: str) -> Link:
        view = event_view(self._record, identifier)
        row = view.row
        steps = [f"{turn.status}, told by {', '.join(turn.reports)}" + (f" (from {turn.as_of} on)" if turn.as_of else "") for turn in view.history]
        details = [f"{row.origins} independent origin(s), confidence {row.confidence:.2f}", *(f"status: {step}" for step in steps)]
        details += [f"{one.field} {one.value}, corrected by {one.by} on {one.on}; the program had {one.was or 'none'}" for one in view.corrections]
        details += [_judgement(judgement) for judgement in view.merged]
        reports = {told.id: told for told in self._record.event_reports(event=row.id)}
        evidence = [self.event_report(reports[telling.id]) for telling in view.tellings]
        disputes = [self.divergence(divergence.id) for divergence in view.divergences]
        return Link("event", row.id, f"{act(row.type, row.mode)} {row.status}: {sides(row.actors, row.recipients)}", tuple(details), (*evidence, *disputes))

    def _told(self, telling: Telling) -> Link:
        return Link("event report", telling.id, f"{telling.status}: “{telling.sentence}”", (f"words of the act: {telling.trigger}", f"from {telling.source}"))

    def event_report(self, told: EventReport) -> Link:
        telling = self._describer.telling(told)
        names = [", ".join(side) or "nobody named" for side in (telling.actors, telling.recipients)]
        says = f"{act(told.type, told.mode)} {told.status}{' (negated)' if told.negated else ''}: {names[0]} → {names[1]}"
        plain = "none (denied or negated)" if told.plover is None else act(told.plover.type, told.plover.mode)
        details = [
            *(f"rule: {rule}" for rule in told.why),
            f"when: {span(told.when.from_, told.when.to)} ({told.when.how})",
            *(f"according to: {source}" for source in telling.according_to),
            f"plain PLOVER: {plain}, CAMEO {told.cameo or 'none'}, intensity {'none' if told.intensity is None else told.intensity}",
            f"confidence {told.confidence:.2f}",
        ]
        sentence = Link(
            "sentence", f"{telling.report}:{told.sentence.start}-{told.sentence.end}", f"“{telling.sentence}”", (f"words of the act: {telling.trigger}",)
        )
        holders = [event.id for event in self._record.events(report=telling.report) if told.id in event.event_reports]
        details += [f"part of {holder}" for holder in holders]
        return Link("event report", told.id, says, tuple(details), (sentence, *self._report_links([telling.report])))

    def statement(self, row: StatementRow) -> Link:
        said, report = row.statement, self._describer.report(row.report)
        text = report.text if report else ""
        speaker = said.speaker.name if said.speaker else "somebody not named"
        via = "".join(f", through {actor.name}" for actor in said.via)
        details = (f"said by {speaker}{via}, told with {said.verb!r}", f"about {', '.join(said.about) or 'no country'}: {said.stance}")
        return Link("statement", row.id, f"“{folded(text[said.start : said.end])}”", details, tuple(self._report_links([row.report])))

    def story(self, identifier: str) -> Link:
        story: Story = self._record.story(identifier)
        between = [_judgement(one) for one in self._record.judgements() if one.kind in ("story", "origin") and {one.left, one.right} <= set(story.reports)]
        return Link("story", story.id, story.title, (*story.why, *between), tuple(self._report_links(story.reports)))

    def trip(self, identifier: str) -> Link:
        trip: Trip = self._record.trip(identifier)
        who = ", ".join(traveller.name for traveller in trip.travellers)
        stops = tuple(
            Link(
                "stop",
                trip.id,
                f"{stop.place or stop.country or 'somewhere'}, {span(stop.from_, stop.to)}",
                (),
                tuple(self.event(event) for event in stop.events),
            )
            for stop in trip.stops
        )
        return Link("trip", trip.id, f"{who}, {span(trip.from_, trip.to)}, {trip.status}", (f"told by {', '.join(trip.reports)}",), stops)

    def _brief(self, events: tuple[str, ...]) -> tuple[Link, ...]:
        rows = self._describer.events(events)
        return tuple(Link("event", row.id, f"{act(row.type, row.mode)} {row.status}: {sides(row.actors, row.recipients)}") for row in rows)

    def divergence(self, identifier: str) -> Link:
        found: Divergence = thing(self._record, "divergence", identifier)
        values = tuple(
            Link("value", found.id, f"{held.value}", (f"held by {', '.join(held.reports)}", f"{held.origins} independent origin(s)")) for held in found.values
        )
        return Link("divergence", found.id, f"{found.event}: {found.field} differs", (found.why,), values)

    def report(self, identifier: str) -> Link:
        row: ReportRow = self._record.report(identifier)
        details = [f"read from {row.source}"] if row.source else []
        details += [f"outlet: {row.outlet}"] if row.outlet else []
        details += [f"can't be read: {row.error}"] if row.error else []
        details += [f"repeats {row.origin}"] if row.origin not in (None, row.id) else []
        details += [f"nearly the same words: {', '.join(row.near_duplicates)}"] if row.near_duplicates else []
        details += [f"told in {row.story}"] if row.story else []
        reports = sorted(self._record.event_reports(report=row.id), key=lambda told: (told.sentence.start, told.trigger.start, told.id))
        told = [self._told(self._describer.telling(report)) for report in reports]
        return Link("report", row.id, title(row), (*details, *_written(row.written, row.text)), tuple(told))

    def _report_links(self, identifiers: tuple[str, ...] | list[str]) -> list[Link]:
        links = []
        for identifier in identifiers:
            row = self._describer.report(identifier)
            if row is not None:
                outlet = (f"outlet: {row.outlet}",) if row.outlet else ()
                links.append(Link("report", row.id, title(row), (*outlet, *_written(row.written, row.text))))
        return links


def _written(written: Written | None, text: str) -> tuple[str, ...]:
    if written is None or written.how == "unknown":
        return ("when it was written is unknown",)
    clues = [f"clue ({clue.kind}): “{folded(text[clue.start : clue.end])}”, {clue.says}: {span(clue.from_, clue.to)}" for clue in written.clues]
    return (f"written {span(written.from_, written.to)} ({written.how})", *clues)


def _judgement(judgement: Judgement) -> str:
    return f"{judgement.left} and {judgement.right}: {judgement.verdict}, score {judgement.score:.2f}, by {judgement.by}: {judgement.why}"


def act(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_


def sides(actors: tuple[object, ...], recipients: tuple[object, ...]) -> str:
    """`A, B → C`; nobody's side is left out."""
    names = [", ".join(str(getattr(party, "name", party)) for party in side) for side in (actors, recipients)]
    return " → ".join(name or "?" for name in names) if names[1] else names[0] or "?"


def span(from_: object, to: object) -> str:
    """Two days as `from..to`, one as itself, none as `day unknown`."""
    if from_ is None and to is None:
        return "day unknown"
    return str(from_) if from_ == to else f"{from_ or '?'}..{to or '?'}"

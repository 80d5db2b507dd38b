"""Trips, stories, statements and disputes, one after the other or one in full."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.text import Text

from dragoman.cli.counting import counted
from dragoman.cli.render.text import MARKS, days, heading, headline, name, put, put_event, quote
from dragoman.cli.render.timeline import render as render_timeline
from dragoman.model import Divergence, Stop, Story, Trip
from dragoman.views import ActorView, Dispute, StatementView, StoryView, TripView
from dragoman.views.pair import country_name
from dragoman.views.story import Source

MOST_OF_EACH = 10
QUOTES = '“”" '


def _with_id(line: str, identifier: str) -> Text:
    return Text(line).append(f"  {identifier}", style="cyan")


def put_trip(console: Console, trip: Trip) -> None:
    """A trip in a line or two."""
    who = ", ".join(traveller.name for traveller in trip.travellers) or "?"
    route = " → ".join(stop_name(stop) for stop in trip.stops)
    put(console, _with_id(f"{MARKS[trip.status]} {days(trip.from_, trip.to)}  {who}: {route} ({trip.status})", trip.id), 2)


def stop_name(stop: Stop) -> str:
    """`Beijing (CHN)`; a country alone by its name."""
    country = country_name(stop.country) if stop.country else None
    if stop.place and stop.country and stop.place != country:
        return f"{stop.place} ({stop.country})"
    return stop.place or country or "?"


def trips(console: Console, found: Iterable[Trip]) -> None:
    for trip in found:
        put_trip(console, trip)


def trip(console: Console, view: TripView) -> None:
    """A trip with its stops, and the traveller's other trips."""
    heading(
        console,
        f"{', '.join(f'{one.name} ({one.country})' if one.country else one.name for one in view.trip.travellers)}: {days(view.trip.from_, view.trip.to)}",
    )
    put(console, _with_id(f"{MARKS[view.trip.status]} {view.trip.status}, told by {', '.join(view.trip.reports)}", view.trip.id))
    for told in view.history:
        put(console, f"{MARKS[told.status]} {told.status}{f' as of {told.as_of}' if told.as_of else ''}: {', '.join(told.reports)}", 2)
    for number, stop in enumerate(view.stops, 1):
        console.print()
        met = f", met {', '.join(name(party) for party in stop.met)}" if stop.met and stop.stop.status == "happened" else ""
        meets = f", to meet {', '.join(name(party) for party in stop.met)}" if stop.met and stop.stop.status != "happened" else ""
        when = days(stop.stop.from_, stop.stop.to) if stop.stop.exact else f"some time in {days(stop.stop.from_, stop.stop.to)}"
        heading(console, f"{number}. {MARKS[stop.stop.status]} {stop.stop.status}: {stop_name(stop.stop)}, {when}{met}{meets}")
        for row in stop.events:
            put_event(console, row)
    if view.others:
        console.print()
        heading(console, "Other trips of the same people")
        trips(console, view.others)


def put_divergence(console: Console, divergence: Divergence) -> None:
    values = "; ".join(f"{held.value} ({counted(held.origins, 'origin')})" for held in divergence.values)
    put(console, _with_id(f"{divergence.field} of {divergence.event}: {values}", divergence.id), 2)


def disputes(console: Console, found: Iterable[Dispute]) -> None:
    """Each disputed event once; under it field by field the values, who holds which, and in what words."""
    for number, (_, group) in enumerate(groupby(found, key=lambda dispute: dispute.event.id)):
        if number:
            console.print()
        own = list(group)
        event = own[0].event
        put(console, headline(event))
        put(console, _with_id(f"{days(event.from_, event.to)}, {counted(event.origins, 'origin')} in {counted(event.reports, 'report')}", event.id), 2)
        for dispute in own:
            put(console, _with_id(f"they differ on {dispute.field}:", dispute.id), 2)
            if dispute.field in ("framing", "status"):
                put(console, dispute.why, 4)
            for held in dispute.values:
                known = f" ({'; '.join(held.outlets)})" if held.outlets and dispute.field == "framing" else ""
                line = Text(str(held.value), style="bold").append(f"  {', '.join(held.sources)}{known}", style="not bold")
                put(console, line, 4)
                if held.sentences:
                    put(
                        console,
                        Text(f"“{held.sentences[0].sentence}”", style="italic").append(f" {held.sentences[0].source}", style="not italic dim"),
                        6,
                        hang=1,
                    )
                elif held.telling is not None:
                    put(console, quote(held.telling), 6, hang=1)


def stories(console: Console, found: Iterable[Story]) -> None:
    for story in found:
        put(
            console,
            _with_id(
                f"{days(story.from_, story.to)}  {story.title} ({counted(len(story.reports), 'report')}, {counted(len(story.events), 'event')})", story.id
            ),
        )


def story(console: Console, view: StoryView) -> None:
    """A story's origins with their copies, and its events."""
    heading(console, view.story.title)
    put(
        console,
        _with_id(
            f"{days(view.story.from_, view.story.to)}, {counted(len(view.origins), 'independent origin')} in {counted(len(view.story.reports), 'report')}",
            view.story.id,
        ),
    )
    for reason in view.story.why:
        put(console, reason, 2)
    console.print()
    for origin in view.origins:
        put(console, _source(origin.first), 2)
        for copy in origin.copies:
            put(console, Text("repeated by ", style="dim") + _source(copy), 6)
    console.print()
    render_timeline(console, view.timeline)


def _source(source: Source) -> Text:
    line = Text(source.outlet or "unnamed outlet", style="bold")
    line.append(f", written {days(source.written_from, source.written_to)} ({source.how})", style="not bold")
    line.append(f"  {source.report}", style="not bold cyan")
    return line


def statements(console: Console, found: Iterable[StatementView]) -> None:
    """Each statement with its speaker, its way to the report, and its words."""
    for view in found:
        who = view.speaker or "Somebody not named"
        country = f" ({view.speaker_country})" if view.speaker_country and view.speaker_country != view.speaker else ""
        via = "".join(f", through {one}" for one in view.via)
        about = f" on {', '.join(view.about)}, {view.stance}" if view.about else ""
        put(console, _with_id(f"{days(view.written_from, view.written_to)}  {who}{country}{via}{about}", view.id))
        put(console, Text(f"“{view.content.strip(QUOTES)}”", style="italic").append(f" {view.source}", style="not italic dim"), 4, hang=1)


def actor(console: Console, view: ActorView) -> None:
    """Who it is, with whom, trips, what they said, and their events."""
    row = view.actor
    told = ", ".join(str(part) for part in (row.kind, row.country, row.sector) if part)
    heading(console, row.name)
    put(console, _with_id(told, row.id))
    for label, values in (("Offices", row.offices), ("Forms seen", row.names), ("Reports", row.reports)):
        if values:
            put(console, f"{label}: {', '.join(values)}")
    if view.company:
        put(console, "With: " + ", ".join(f"{name(one.party)} {one.events}" for one in view.company[:MOST_OF_EACH]))
    if view.trips:
        console.print()
        heading(console, f"Trips ({len(view.trips)})")
        trips(console, view.trips)
    if view.statements:
        console.print()
        heading(console, f"Said ({len(view.statements)})")
        statements(console, view.statements[:MOST_OF_EACH])
        if len(view.statements) > MOST_OF_EACH:
            put(console, f"and {len(view.statements) - MOST_OF_EACH} more: dragoman show statements --actor {row.id}", 2)
    console.print()
    render_timeline(console, view.timeline)

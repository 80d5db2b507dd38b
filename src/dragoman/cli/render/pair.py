"""Two countries' dealings at a glance: counts, a line of monthly intensity, what is next, trips, disputes; then the events."""

from __future__ import annotations

from rich.console import Console

from dragoman.cli.counting import counted
from dragoman.cli.render.lists import put_divergence, put_trip
from dragoman.cli.render.text import heading, put, put_event
from dragoman.cli.render.timeline import render as render_timeline
from dragoman.views import Pair

BARS = "▁▂▃▄▅▆▇█"
SCALE = (-10.0, 10.0)  # PLOVER's scores
NO_EVENTS, NO_SCORE = " ", "·"


def render(console: Console, pair: Pair) -> None:
    """Header, sections, timeline."""
    heading(console, f"{pair.left_name} – {pair.right_name}: {counted(pair.events, 'event')}")
    put(console, ", ".join(f"{count} {kind}" for kind, count in pair.kinds.items()))
    sums = pair.sums
    put(console, f"Done: {sums.acts}, threats: {sums.threats}, planned: {sums.planned}, denied or called off: {sums.other}")
    if pair.months:
        line = spark([(month.events, month.intensity) for month in pair.months])
        label = "Intensity by month, conflict low, cooperation high"
        put(console, f"{label} ({pair.months[0].month} to {pair.months[-1].month}):")
        room = max(1, console.width - 4)
        for start in range(0, len(line), room):
            put(console, f"|{line[start : start + room].rstrip()}", 2, hang=0)
        _months(console, pair)
    if pair.undated:
        put(console, f"{counted(pair.undated, 'event')} in no month: their days are not known to the week.")
    if pair.third:
        put(console, "Third parties: " + ", ".join(f"{country} {count}" for country, count in list(pair.third.items())[:8]))
    for (speaker, other), stances in zip(((pair.left, pair.right), (pair.right, pair.left)), pair.about, strict=True):
        if stances:
            put(console, f"{speaker} on {other}: " + ", ".join(f"{count} {stance}" for stance, count in stances.items()))
    _sections(console, pair)
    console.print()
    render_timeline(console, pair.timeline)


def _months(console: Console, pair: Pair) -> None:
    """A line for each month that has events: acts done, each side's, then threats and plans."""
    for month in (month for month in pair.months if month.events):
        sides = f"{pair.left} {month.left.acts}, {pair.right} {month.right.acts}"
        parts = [f"{counted(month.acts, 'act')} {_score(month.intensity)} ({sides})" if month.acts else "no act"]
        parts += [f"{counted(month.threats, 'threat')} {_score(month.threat_intensity)}"] if month.threats else []
        parts += [f"{month.planned} planned"] if month.planned else []
        put(console, f"{month.month}  {'; '.join(parts)}", 2)


def _score(score: float | None) -> str:
    return NO_SCORE if score is None else f"{score:+.1f}"


def _sections(console: Console, pair: Pair) -> None:
    if pair.ahead:
        console.print()
        heading(console, f"Next (seen from the latest report, {pair.latest_report})")
        for row in pair.ahead:
            put_event(console, row, with_days=True)
    if pair.trips:
        console.print()
        heading(console, f"Trips ({len(pair.trips)})")
        for trip in pair.trips:
            put_trip(console, trip)
    if pair.divergences:
        console.print()
        heading(console, f"Disputed ({len(pair.divergences)})")
        for divergence in pair.divergences:
            put_divergence(console, divergence)


def spark(months: list[tuple[int, float | None]]) -> str:
    """One character a month: blank without events, a dot where they have no score, else a bar between -10 and 10."""
    low, high = SCALE
    out = []
    for events, score in months:
        if score is None:
            out.append(NO_SCORE if events else NO_EVENTS)
            continue
        share = (min(max(score, low), high) - low) / (high - low)
        out.append(BARS[min(len(BARS) - 1, int(share * len(BARS)))])
    return "".join(out)

"""Rows of lists as HTML: events with their marks, sides, words and sources. In: rows of the views; out: markup with all that came from reports escaped.

Written here and not in a template: a page has a hundred rows, and a template takes ten times as long for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from urllib.parse import quote, quote_plus

from markupsafe import Markup
from markupsafe import escape as escaped

from dragoman.views.rows import EventRow, Party, Telling
from dragoman.views.sources import Vouching
from dragoman.web.words import act, code, counted, days, shape, tone

MOST_SOURCES, MOST_PARTIES = 8, 4


def events(rows: Sequence[EventRow], vouched: dict[str, Sequence[Vouching]], years: bool = True) -> Markup:
    """Rows under their years, as they come."""
    found, seen = ['<ol class="events" id="rows">\n'], object()
    for row in rows:
        day = row.from_ or row.to
        year = day.year if day else "Day unknown"
        if years and year != seen:
            seen = year
            found.append(f'<li class="year"><h3>{year}</h3></li>')
        found.append(_event(row, vouched[row.id], True))
    found.append("</ol>")
    return Markup("".join(found))


def event(row: EventRow, vouched: Sequence[Vouching], quoted: bool = True) -> Markup:
    """One row of a list: what, who, when, in which words, what became of it, who vouches for it."""
    return Markup(_event(row, vouched, quoted))


def _event(row: EventRow, vouched: Sequence[Vouching], quoted: bool) -> str:
    place = f' <span class="place soft">{escaped(row.place)}</span>' if row.place else ""
    said = _sentence(row.telling) if quoted and row.telling else ""
    what = f'<a class="what" href="/event/{quote(row.id)}" title="{escaped(code(row.type, row.mode))}">{escaped(act(row.type, row.mode))}</a>'
    return (
        f'<li class="event">\n  {_mark(row.type, row.status, row.negated)}\n  <span class="when">{days(row.from_, row.to)}</span>\n'
        f'  <div class="act">{what}\n    <span class="sides">{_sides(row)}</span>{place}\n    {said}</div>\n'
        f'  <span class="became">{_status(row)}</span>\n  {_sources(vouched)}\n</li>\n'
    )


@cache
def _mark(kind: str, status: str, negated: bool) -> str:
    colour, form = tone(kind), shape(status, negated)
    struck = '<line x1="3" y1="13" x2="13" y2="3"/>' if form == "struck" else ""
    said = colour.replace("-", " ")
    return (
        f'<svg class="mark {colour} {form}" viewBox="0 0 16 16" role="img" aria-label="{escaped(status)}, {said}">'
        f'<title>{"denied" if negated else escaped(status)}, {said}</title><circle cx="8" cy="8" r="5"/>{struck}</svg>'
    )


def mark(row: EventRow) -> Markup:
    """The mark of an event: its colour what it is, its form what became of it."""
    return Markup(_mark(row.type, row.status, row.negated))


@cache
def _owner_mark(ownership: str) -> str:
    half = '<path d="M6 1.5a4.5 4.5 0 0 1 0 9z"/>' if ownership == "public" else ""
    return f'<svg class="owner {ownership}" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.5"/>{half}</svg>'


def owner_mark(ownership: str) -> Markup:
    """The mark of who owns an outlet."""
    return Markup(_owner_mark(ownership))


def sources(vouched: Sequence[Vouching], most: int = MOST_SOURCES) -> Markup:
    """One mark an independent origin, filled by who owns the outlet; copies are told in the note and on the page behind it."""
    return Markup(_sources(vouched, most))


def _sources(vouched: Sequence[Vouching], most: int = MOST_SOURCES) -> str:
    found = ['<span class="sources">']
    for one in vouched[:most]:
        name = escaped(one.source)
        country = f", {escaped(one.country)}" if one.country else ""
        owner = one.ownership if one.ownership != "unknown" else "owner not known"
        copies = f"; {counted(len(one.copies), 'copy')}" if one.copies else ""
        link = f'<a href="/report?id={quote_plus(one.report)}" title="{name}{country}, {owner}{copies}">'
        found.append(f'{link}{_owner_mark(one.ownership)}<span class="unseen">{name}</span></a>')
    if len(vouched) > most:
        found.append(f'<span class="soft">+{len(vouched) - most}</span>')
    found.append("</span>")
    return "".join(found)


def sides(row: EventRow) -> Markup:
    """Who does it, and to whom."""
    return Markup(_sides(row))


def _sides(row: EventRow) -> str:
    acting = _parties(row.actors) if row.actors else '<span class="soft">somebody</span>'
    return f'{acting} <span class="to" aria-label="to">→</span> {_parties(row.recipients)}' if row.recipients else acting


def parties(found: Sequence[Party], most: int = MOST_PARTIES) -> Markup:
    """Names that lead to those who bear them."""
    return Markup(_parties(found, most))


def _parties(found: Sequence[Party], most: int = MOST_PARTIES) -> str:
    more = f' <span class="soft">and {len(found) - most} more</span>' if len(found) > most else ""
    return ", ".join([_party(one) for one in found[:most]]) + more


def party(one: Party) -> Markup:
    """A name that leads to who bears it."""
    return Markup(_party(one))


def _party(one: Party) -> str:
    title = f' title="{escaped(one.country)}"' if one.country and one.country != one.id else ""
    return f'<a class="party" href="/actor?id={quote_plus(one.id)}"{title}>{escaped(one.name)}</a>'


def status(row: EventRow) -> Markup:
    """What became of it, and what is disputed, corrected or background."""
    return Markup(_status(row))


def _status(row: EventRow) -> str:
    said = "did not happen" if row.negated else escaped(row.status)
    found = f'<span class="status {shape(row.status, row.negated)}">{said}</span>'
    if row.disputed:
        found += f' <a class="disputed" href="/event/{quote(row.id)}#disputed">disputed: {escaped(", ".join(row.disputed))}</a>'
    if row.corrected:
        found += f' <span class="soft">corrected: {escaped(", ".join(row.corrected))}</span>'
    return found + (' <span class="soft">background</span>' if row.historical else "")


def sentence(telling: Telling) -> Markup:
    """The words of a report, those that name the act in bold."""
    return Markup(_sentence(telling))


def _sentence(telling: Telling) -> str:
    before, bold, behind = telling.sentence.partition(telling.trigger) if telling.trigger else (telling.sentence, "", "")
    return f'<q class="sentence">{escaped(before)}{f"<b>{escaped(bold)}</b>" if bold else ""}{escaped(behind)}</q>'

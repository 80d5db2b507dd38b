"""Short reports made from a list of journeys, with what they truly tell. In: rows of stops (CSV); out: Reports and, sentence by sentence, the truth.

The sentences are our own (data/trip_reports.yaml). Of each journey they tell the beginning, one day at each stop, often the end, sometimes
a look back years later; some reports bear no date, some tell no day. The same rows and the same seed make the same reports.
"""

from __future__ import annotations

import calendar
import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman import knowledge
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import InputError, Report

SHAPES = "evaluate/data/trip_reports.yaml"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# How often what is told; set by eye to look like a pile of news.
SHARES = {"announced": 0.6, "ended": 0.6, "looked back on": 0.25, "undated": 0.12, "no day": 0.08, "a day late": 0.3, "onward": 0.3}
# Weekdays are told within so many days of publication, else the day of the month.
NEAR = 6
COLUMNS = ("trip", "traveller", "traveller_office", "country", "place", "start", "end", "met")


@dataclass(frozen=True, slots=True)
class TrueStop:
    """One stop as the list has it."""

    country: str
    place: str
    first: date
    last: date
    met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrueTrip:
    """One journey as the list has it."""

    id: str
    traveller: str
    office: str
    stops: tuple[TrueStop, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells of one journey: the countries, and the days that it names."""

    report: str
    start: int
    end: int
    trip: str
    countries: frozenset[str]
    days: tuple[date, ...]


@dataclass(slots=True)
class Made:
    """The made reports, and what they tell."""

    reports: list[Report] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


@cache
def shapes(held: bool = False) -> dict[str, Any]:
    """The sentence shapes; with `held` those that nobody looks at while rules are mended. Raises: KnowledgeError."""
    found: dict[str, Any] = parse_yaml((resources.files("dragoman.evaluate") / "data" / "trip_reports.yaml").read_text(encoding="utf-8"), SHAPES)
    return found | found["held"] if held else found


def read_trips(path: Path, *, years: int = 0, names: Mapping[str, str] | None = None) -> list[TrueTrip]:
    """Journeys of a CSV with the columns trip, traveller, traveller_office, country (ISO 3166 alpha-3), place, start, end, met (`|` between persons).

    Args:
        years: moved into the future by so many, as a control: no list of journeys or offices can help then.
        names: other names for travellers, for the same reason.

    Raises:
        InputError: if the file can't be read, or lacks a column.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise InputError(f"{path}: needs the columns {', '.join(COLUMNS)}")
    stops: dict[str, list[TrueStop]] = {}
    heads: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row["country"]:
            first = date.fromisoformat(row["start"]) + timedelta(days=round(years * 365.25))
            last = date.fromisoformat(row["end"] or row["start"]) + timedelta(days=round(years * 365.25))
            met = tuple(one for one in row["met"].split("|") if re.fullmatch(r"[^,]+ [A-Z][\w’'-]+", one))
            place = re.sub(r"\(.*?\)", "", row["place"]).split(",")[0].strip()
            stops.setdefault(row["trip"], []).append(TrueStop(row["country"], place, first, last, met))
            heads[row["trip"]] = ((names or {}).get(row["traveller"], row["traveller"]), row["traveller_office"])
    return [TrueTrip(trip, *heads[trip], tuple(there)) for trip, there in stops.items()]


def make(trips: Sequence[TrueTrip], seed: int = 0, *, held: bool = False) -> Made:
    """Reports of all journeys, in no telling order of ids; with `held` in the shapes that are kept apart."""
    made = Made()
    for trip in trips:
        # A generator of its own for each journey: leaving some out does not change the others.
        _Writer(trip, random.Random(f"{seed} {trip.id}"), made, shapes(held)).write()
    return made


class _Writer:
    """Writes the reports of one journey."""

    def __init__(self, trip: TrueTrip, dice: random.Random, made: Made, shapes: Mapping[str, Any]) -> None:
        self.trip, self.dice, self.made, self.shapes = trip, dice, made, shapes
        self.number = 0
        bare = re.sub(r"\(.*?\)", "", trip.traveller).split()
        kept = [word for place, word in enumerate(bare) if place in (0, len(bare) - 1) or word.endswith(".")]
        self.name, self.last = " ".join(kept), bare[-1]

    def write(self) -> None:
        first, last = self.trip.stops[0], self.trip.stops[-1]
        if self._happens("announced"):
            several = len({stop.country for stop in self.trip.stops}) > 1 and self.dice.random() < 0.5
            published = first.first - timedelta(days=self.dice.randint(1, 6))
            if several:
                self._report("tour", first, published, (first.first, max(stop.last for stop in self.trip.stops)), everywhere=True)
            else:
                self._report("announce", first, published, (first.first,))
        for number, stop in enumerate(self.trip.stops):
            kind = self.dice.choice(["arrive", "stay", *(["meet", "host", "meet", "host"] if stop.met else [])])
            day = stop.first if kind in ("arrive", "stay") else stop.first + timedelta(days=self.dice.randint(0, min((stop.last - stop.first).days, NEAR)))
            following = self.trip.stops[number + 1] if number + 1 < len(self.trip.stops) and self._happens("onward") else None
            self._report(kind, stop, self._soon(day), (day,), following=following)
        if self._happens("ended"):
            several = len({stop.country for stop in self.trip.stops}) > 1 and self.dice.random() < 0.6
            self._report("wrap" if several else "leave", last, self._soon(last.last), (last.last,), everywhere=several)
        if self._happens("looked back on"):
            self._report("later", first, last.last + timedelta(days=self.dice.randint(70, 700)), (), everywhere=True)

    def _happens(self, what: str) -> bool:
        return self.dice.random() < SHARES[what]

    def _soon(self, day: date) -> date:
        return day + timedelta(days=int(self._happens("a day late")))

    def _report(
        self, kind: str, stop: TrueStop, published: date, days: tuple[date, ...], *, following: TrueStop | None = None, everywhere: bool = False
    ) -> None:
        self.number += 1
        identity = f"{self.trip.id}/{self.number:02d}"
        undated = kind != "later" and self._happens("undated")
        dayless = kind not in ("later", "tour", "announce") and self._happens("no day")
        options = [one for one in self.shapes[kind] if self._can(one, stop, following)] or [
            one for one in self.shapes["stay"] if self._can(one, stop, following)
        ]
        shape = self.dice.choice(options)
        text = self._fill(shape, stop, published, days, following, dayless)
        listed = "{LIST}" in shape
        if "{N}" in shape and days:  # a length tells the other end of the stay, too
            days = (*days, stop.last if kind == "arrive" else stop.first)
        countries = {one.country for one in self.trip.stops} if listed else {stop.country}
        sentences = [(text, Told(identity, 0, len(text), self.trip.id, frozenset(countries), () if dayless else days))]
        if following is not None and (onward := [one for one in self.shapes["onward"] if self._can(one, stop, following)]):
            further = self._fill(self.dice.choice(onward), stop, published, days, following, dayless)
            at = len(text) + 1
            sentences.append((further, Told(identity, at, at + len(further), self.trip.id, frozenset({following.country}), ())))
        words = [one for one, _ in sentences] + [self.dice.choice(self.shapes["filler"])]
        outlet = self.dice.choice(self.shapes["outlets"])
        self.made.reports.append(Report(identity, " ".join(words), published=None if undated else published.isoformat(), outlet=outlet, language="en"))
        self.made.told += [told for _, told in sentences]

    def _can(self, shape: str, stop: TrueStop, following: TrueStop | None) -> bool:
        needs_place = ("{PLACE}" in shape or "{CITY}" in shape) and not stop.place
        needs_next = "{NEXT}" in shape and (following is None or not following.place)
        too_long = "{N}" in shape and (stop.last - stop.first).days + 1 >= len(NUMBERS)
        return not (needs_place or needs_next or too_long or ("{MET}" in shape and not stop.met))

    def _fill(self, shape: str, stop: TrueStop, published: date, days: tuple[date, ...], following: TrueStop | None, dayless: bool) -> str:
        office = self.trip.office
        if dayless:
            shape = re.sub(r",? ?\b[Oo]n \{DAY\},?", "", shape).strip()
        values = {
            "TITLE": self.dice.choice(self.shapes["titles"][office]),
            "NAME": self.name,
            "LAST": self.last,
            "PLACE": stop.place,
            "CITY": stop.place.upper(),
            "COUNTRY": country_name(stop.country),
            "MET": self.dice.choice(stop.met) if stop.met else "",
            "DAY": _day(days[0], published) if days else "",
            "NEXT": following.place if following is not None else "",
            "LIST": _listed([country_name(one) for one in dict.fromkeys(stop.country for stop in self.trip.stops)]),
            "N": NUMBERS[min((stop.last - stop.first).days + 1, len(NUMBERS) - 1)],
            "MONTH": f"{calendar.month_name[stop.first.month]} {stop.first.year}",
            "SOURCE": self.shapes["sources"][office],
            "SINCE": _date(days[0]) if days else "",
            "UNTIL": _date(days[-1]) if days else "",
        }
        text = shape.format(**values)
        return text[0].upper() + text[1:]


@cache
def country_name(code: str) -> str:
    """A country's name as a sentence has it, with its article."""
    known = knowledge.load().countries.get(code)
    name = code if known is None else known.name
    return f"the {name}" if name in shapes()["articles"] else name


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _date(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.day}"


def _day(day: date, published: date) -> str:
    """The weekday near publication, else the day of the month."""
    return calendar.day_name[day.weekday()] if abs((day - published).days) <= NEAR else _date(day)


def truth_rows(made: Made) -> Iterator[dict[str, Any]]:
    """What the reports tell, one sentence a row, for a truth file."""
    for told in made.told:
        days = [day.isoformat() for day in told.days]
        yield {"report": told.report, "start": told.start, "end": told.end, "trip": told.trip, "countries": sorted(told.countries), "days": days}

"""Clues from what comes round in one country after another: coups, elections, earthquakes, martial law; the country says which one is meant.

In: a Working with its mentions. Out: Evidence of kind "happening". The words stand in data/happenings.yaml, the days by country in data/happenings.csv.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from dragoman.date.evidence import Evidence, merged, quoted
from dragoman.date.rules import rules
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import Interval, KnowledgeError
from dragoman.model.working import Sentence, Working

COLUMNS = ["class", "country", "from", "to"]
# Where the words' own sentence names no country, they are about one of so many that the report names most.
MOST_TOLD = 2
_UNITS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|weekend|week|month|yesterday|today|tomorrow"
# "Sunday's presidential election", "last month's vote".
_RECENT_BEFORE = rf"(?:{_UNITS})['’]s (?:[\w-]+ ){{0,3}}?"
# "The election on Sunday", "elections were held last week".
_RECENT_AFTER = (
    r"(?: (?:was|were|is|are|will be|to be|held|scheduled|set|due|planned|for|early|late|here|there)){0,3}"
    rf" (?:on |this |last |next |for |over the )*(?:{_UNITS})\b"
)


@dataclass(frozen=True, slots=True)
class Class:
    """One kind of happening: its words, and country -> the times at which it is news there."""

    name: str
    words: re.Pattern[str]
    shape: str
    times: dict[str, tuple[Interval, ...]]


@cache
def classes() -> tuple[Class, ...]:
    """The register. Raises: KnowledgeError, naming file and line, for a row that can't be read."""
    folder = resources.files("dragoman.date") / "data"
    words = parse_yaml((folder / "happenings.yaml").read_text(encoding="utf-8"), "date/data/happenings.yaml")
    times: dict[str, dict[str, list[Interval]]] = {name: defaultdict(list) for name in words}
    for name, country, days in read_happenings((folder / "happenings.csv").read_text(encoding="utf-8"), "date/data/happenings.csv", words):
        times[name][country].append(days)
    return tuple(
        Class(
            name,
            _pattern(one["words"], bool(one.get("recent"))),
            "poll" if one.get("recent") else "local",
            {country: merged(days, gap=-1) for country, days in times[name].items()},
        )
        for name, one in words.items()
    )


def read_happenings(text: str, source: str, known: dict[str, dict[str, int]]) -> Iterator[tuple[str, str, Interval]]:
    """Class, country and the days on which each happening is news. Raises: KnowledgeError."""
    rows = csv.reader(text.splitlines())
    if next(rows, None) != COLUMNS:
        raise KnowledgeError(f"the columns must be {', '.join(COLUMNS)}", source=source, line=1)
    for number, row in enumerate(rows, 2):
        try:
            name, country, first, last = row
            begins = date.fromisoformat(first)
            ends = date.fromisoformat(last) if last else begins + timedelta(days=known[name]["days"])
            if ends < begins or not re.fullmatch("[A-Z]{3}", country):
                raise ValueError("ends before it begins, or no country code")
        except (ValueError, KeyError) as error:
            raise KnowledgeError(f"{error}: {','.join(row)}", source=source, line=number) from error
        yield name, country, Interval.between(begins - timedelta(days=known[name]["ahead"]), ends)


def _pattern(words: list[str], recent: bool) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    if not recent:
        return re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE)
    return re.compile(rf"(?<!\w){_RECENT_BEFORE}(?:{longest_first})(?!\w)|(?<![\w-])(?:{longest_first}){_RECENT_AFTER}", re.IGNORECASE)


def happening_clues(working: Working, history: frozenset[int]) -> list[Evidence]:
    """One piece of evidence for each class and the countries that its words are about; sentences that tell of the past say nothing."""
    text = working.clean.text
    out = []
    places: dict[int, Counter[str]] | None = None
    for one in classes():
        found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for told in one.words.finditer(text):
            places = _countries(working) if places is None else places
            sentence = _sentence_at(working, told.start())
            if sentence is None or sentence.index in history:
                continue
            countries = _about(one, sentence, places)
            if countries:
                found.setdefault(countries, []).append(told.span())
        for countries, spans in sorted(found.items()):
            start, end = quoted(working, *spans[0])
            windows = merged((days for country in countries for days in one.times[country]), gap=-1)
            weight = rules().often ** (min(len(spans), 4) - 1)
            out.append(Evidence("happening", start, end, f"{one.name} in {' or '.join(countries)}", windows, one.shape, weight))
    return out


def _about(one: Class, sentence: Sentence, places: dict[int, Counter[str]]) -> tuple[str, ...]:
    """The countries of the register that the words are about: those of the sentence; if it names none, those told most."""
    here = places.get(sentence.index)
    if here:
        return tuple(sorted(country for country in here if country in one.times))
    if one.shape == "poll":
        return ()
    total: Counter[str] = Counter()
    for counted in places.values():
        total += counted
    most = sorted(total, key=lambda country: (-total[country], country))[:MOST_TOLD]
    return tuple(sorted(country for country in most if country in one.times))


def _countries(working: Working) -> dict[int, Counter[str]]:
    """Sentence -> how often it names each country, as a place or an actor."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for mention in working.actors:
        found[mention.sentence].update(actor.country for actor in mention.members if actor.country and mention.how != "pronoun")
    for place in working.places:
        if place.country:
            found[place.sentence][place.country] += 1
    return found


def _sentence_at(working: Working, at: int) -> Sentence | None:
    return next((sentence for sentence in working.sentences if sentence.start <= at < sentence.end), None)

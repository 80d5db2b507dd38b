"""Lays listed names, NER's names and the report's surnames over a sentence; what is listed outranks what NER guesses.

In: the report's hits and a parsed sentence. Out: Marks in order, not overlapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.knowledge.names import NameEntry, NameHit
from dragoman.mentions.bodies import no_name, sector_of, ship_of
from dragoman.mentions.cast import Mark
from dragoman.mentions.syntax import View
from dragoman.mentions.words import name_words
from dragoman.model.working import Sentence

# Which reading of an ambiguous name goes first; persons last, since a listed surname-like word is oftener a place.
_RANK = {"country": 0, "demonym": 1, "capital": 2, "organisation": 3, "outlet": 4, "building": 5, "region": 6, "title": 7, "person": 8}
_NER_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "city", "LOC": "place", "FAC": "place", "NORP": "group"}
# A place name that a longer person name of NER's may hold: "Chad Smith", "Jordan Bell".
_PLACES = frozenset({"country", "capital", "region", "demonym"})
_NAMELIKE = frozenset({"", "PERSON", "ORG", "GPE", "NORP"})
# Letters of the longest acronym that is told from a surname in capitals.
_ACRONYM = 5
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def by_sentence(sentences: Sequence[Sentence], hits: Iterable[NameHit], knowledge: Any) -> list[list[Mark]]:
    """The hits of each sentence as marks; one that lies across sentences makes none."""
    states: dict[str, bool] = {}
    marks: list[list[Mark]] = [[] for _ in sentences]
    at = 0
    for hit in hits:
        while at < len(sentences) and sentences[at].end <= hit.start:
            at += 1
        if at == len(sentences):
            break
        if hit.start >= sentences[at].start and hit.entries:
            marks[at].append(Mark(hit.start, hit.end, kind_of(hit.entries), _of_states(hit.entries, states, knowledge)))
    return marks


def _of_states(entries: tuple[NameEntry, ...], states: dict[str, bool], knowledge: Any) -> tuple[NameEntry, ...]:
    """Without dependent territories where the name may be a state's: "French" is France's, a president of the USA is not Guam's."""
    if len(entries) < 2 or entries[0].kind not in {"demonym", "person"}:
        return entries
    for entry in entries:
        code = entry.country
        if code is not None and code not in states:
            # Territories have heads, but no foreign ministers.
            states[code] = bool(knowledge.offices.holders("foreign minister", code)) or knowledge.countries.get(code) is None
    return tuple(entry for entry in entries if entry.country is None or states[entry.country]) or entries


def kind_of(entries: Sequence[NameEntry]) -> str:
    return min((entry.kind for entry in entries), key=lambda kind: _RANK.get(kind, 9))


def with_ner(view: View, marks: list[Mark]) -> list[Mark]:
    """The marks and NER's names that none of them overlaps."""
    found = list(marks)
    for entity in view.sentence.doc.ents:
        kind = _NER_KINDS.get(entity.label_)
        if kind is None:
            continue
        start, end = view.start[entity.start], view.end[entity.end - 1]
        over = [mark for mark in found if mark.start < end and start < mark.end]
        if kind == "person":
            found, start, end = _yielding(view, found, over, start, end)
        elif over:
            continue
        elif kind == "organisation" and view.lower[entity.end - 1] in name_words().governments and entity.end - entity.start == 2:
            # "the Biden Administration": the first word is a person's name.
            kind, end = "person", view.end[entity.start]
        elif kind == "organisation" and view.lower[entity.end - 1] in name_words().not_bodies:
            continue
        start, end = _trimmed(view, start, end)
        if kind == "person" and _is_acronym(view, entity.start, entity.end):
            kind = "organisation"
        mark = _named(view, entity, start, end, kind)
        if mark is not None:
            found.append(mark)
    found += _titled(view, found)
    found.sort(key=lambda mark: (mark.start, mark.end))
    return found


def _named(view: View, entity: Any, start: int, end: int, kind: str) -> Mark | None:
    """NER's name as a mark with what its words say; None where it is no name."""
    name = view.sentence.text[start - view.sentence.start : end - view.sentence.start]
    if end - start < 2 or not _is_name(name) or (kind in {"person", "organisation"} and no_name(view, entity.start, entity.end, kind)):
        return None
    ship = ship_of(name)
    if ship is not None:
        return Mark(start, end, "organisation", source="ner", country=ship, sector="MIL")
    return Mark(start, end, kind, source="ner", sector=sector_of(name) if kind == "organisation" else None)


def _is_acronym(view: View, first: int, stop: int) -> bool:
    """One word all in capitals among words that are not: "DAB" is a body, whatever NER says; the initials in "S. Jaishankar" stand with more."""
    word = view.text[first]
    return stop - first == 1 and 1 < len(word) <= _ACRONYM and word.isalpha() and word.isupper() and not view.sentence.text.isupper()


def _titled(view: View, marks: list[Mark]) -> list[Mark]:
    """Names that NER missed right after a title: "King Hussein"."""
    covered = {at for mark in marks for at in range(*view.tokens_of(mark.start, mark.end))}
    doc, found = view.sentence.doc, []
    for mark in marks:
        first = view.tokens_of(mark.start, mark.end)[1]
        stop = first
        while stop < len(view) and stop not in covered and view.pos[stop] == "PROPN" and view.text[stop][:1].isupper() and doc[stop].ent_type_ in _NAMELIKE:
            stop += 1
        if mark.kind == "title" and stop > first and view.start[first] == mark.end + 1 and mark.end > 0:
            found.append(Mark(view.start[first], view.end[stop - 1], "person", source="ner"))
    return found


def _yielding(view: View, found: list[Mark], over: list[Mark], start: int, end: int) -> tuple[list[Mark], int, int]:
    """What is left of NER's person beside the marks: "Minister Osman" loses the title; "Chad Smith" takes the country in."""
    if len(over) == 1 and over[0].kind in _PLACES and over[0].start == start and over[0].end < end:
        rest = view.sentence.text[over[0].end - view.sentence.start : end - view.sentence.start]
        if re.fullmatch(r" [^\W\d_][\w-]+", rest) and rest[1].isupper() and over[0].kind != "demonym":
            return [mark for mark in found if mark is not over[0]], start, end
    if len(over) == 1 and over[0].kind in _PLACES - {"demonym"} and over[0].end == end:
        # "Valeska Paris": a given name that no list has before the name of a place.
        rest = view.sentence.text[start - view.sentence.start : over[0].start - view.sentence.start]
        if re.fullmatch(r"[^\W\d_][\w.-]+ (?:[A-Z]\. )?", rest) and rest[0].isupper() and rest.strip().lower() not in name_words().courtesy:
            return [mark for mark in found if mark is not over[0]], start, end
    for mark in over:
        if mark.kind == "person" or mark.start > start:
            end = min(end, mark.start) if mark.start > start else start
        else:
            start = max(start, mark.end)
    return found, start, max(start, end)


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """Without "the", "Mr" and a possessive ending."""
    shift = view.sentence.start
    text = view.sentence.text[start - shift : end - shift]
    left = len(text) - len(text.lstrip(" ,"))
    for word in _NAME_WORD.finditer(text):
        lower = word.group().lower().rstrip(".")
        if lower in name_words().courtesy or lower == "the":
            left = word.end()
            continue
        break
    body = text[left:]
    start += left + len(body) - len(body.lstrip(" ."))
    text = view.sentence.text[start - shift : end - shift].rstrip(" ,")
    for ending in ("'s", "’s", "'", "’"):
        if text.endswith(ending):
            text = text[: -len(ending)]
            break
    return start, start + len(text)


def _is_name(text: str) -> bool:
    return text[:1].isupper() and text.lower() not in name_words().never_names and any(letter.isalpha() for letter in text)

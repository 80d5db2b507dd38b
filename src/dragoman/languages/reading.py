"""Reads what `clean` set aside: each language's paragraphs by its own reader, joined to the report; what has no reader is noted.

In: a Working after clean, and after the English components if it has English paragraphs. Out: the same, whole again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.languages.protocol import Reader
from dragoman.languages.registry import language_name, languages
from dragoman.model.working import Part, Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge

NOT_CODED = "not in English but in"


class Readers:
    """The readers of one process, each made when the first text in its language comes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._made: dict[str, Reader | str] = {}

    def of(self, code: str) -> Reader | str:
        """The reader of a language, or why there is none."""
        if code not in self._made:
            self._made[code] = self._make(code)
        return self._made[code]

    def _make(self, code: str) -> Reader | str:
        language = languages().get(code)
        if language is None:
            return f"there is no reader for {language_name(code)}"
        missing = language.missing()
        return f"{language.name} needs {missing}" if missing is not None else language.reader(self._knowledge)


def read_aside(working: Working, readers: Readers) -> Working:
    """Reads the parts set aside and puts all parts back in their order; hands the working on."""
    if not working.aside:
        return working
    whole = tuple(sorted((*working.clean.parts, *(part for parts in working.aside.values() for part in parts)), key=lambda part: part.start))
    for code, parts in working.aside.items():
        reader = readers.of(code)
        if isinstance(reader, str):
            working.notes.append(_note(working, code, parts, whole, reader))
            continue
        own = Working(working.report, replace(working.clean, parts=parts), code)
        _join(working, reader.code(reader.mention(reader.parse(own))))
    working.clean = replace(working.clean, parts=whole)
    working.aside = {}
    return working


def _note(working: Working, code: str, parts: Sequence[Part], whole: Sequence[Part], reason: str) -> str:
    words = sum(len(working.clean.text[part.start : part.end].split()) for part in parts)
    what = "" if len(parts) == len(whole) else f"{len(parts)} of {len(whole)} paragraphs "
    return f"{what}{NOT_CODED} {language_name(code)} ({words} words): kept and not coded: {reason}"


def reasons(notes: Sequence[str]) -> list[tuple[str, str]]:
    """The languages in which something of a report was not coded, each with its reason, out of the report's notes."""
    found = []
    for note in notes:
        _, sign, rest = note.partition(NOT_CODED + " ")
        if sign:
            found.append((rest.split(" (", 1)[0], rest.rsplit(": ", 1)[-1]))
    return found


def uncoded_line(language: str, reason: str, count: int) -> str:
    """For the summary of a run."""
    return f"{count} report{'' if count == 1 else 's'} with text in {language} kept and not coded: {reason}"


def _join(working: Working, own: Working) -> None:
    """Adds what was read of some paragraphs; sentences are numbered anew, in the order of the text."""
    ordered = sorted((*working.sentences, *own.sentences), key=lambda sentence: sentence.start)
    place = {id(sentence): number for number, sentence in enumerate(ordered)}
    for part in (working, own):
        moved = {sentence.index: place[id(sentence)] for sentence in part.sentences}
        for group in (part.actors, part.times, part.places, part.events, part.statements):
            for item in group:
                item.sentence = moved[item.sentence]
    for number, sentence in enumerate(ordered):
        sentence.index = number
    working.sentences = ordered
    working.actors = sorted((*working.actors, *own.actors), key=lambda one: (one.start, one.end))
    working.times = sorted((*working.times, *own.times), key=lambda one: (one.start, one.end))
    working.places = sorted((*working.places, *own.places), key=lambda one: (one.start, one.end))
    working.events = sorted((*working.events, *own.events), key=lambda one: one.trigger)
    working.statements = sorted((*working.statements, *own.statements), key=lambda one: (one.start, one.end))
    working.notes += own.notes

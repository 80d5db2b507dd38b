"""What a language has to bring so that reports in it are coded: a parser, a finder of mentions and a coder, each over a Working.

In: nothing. Out: the two Protocols; an installed package can name a `Language` in the entry point group `dragoman.languages`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dragoman.model.working import Working

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge


class Reader(Protocol):
    """A language at work. Each method fills its part of a working whose `clean.parts` are all in the language, and hands it on."""

    def parse(self, working: Working) -> Working:
        """Fills `sentences`, with whatever `doc` the two others need."""

    def mention(self, working: Working) -> Working:
        """Fills `actors`, `times` and `places`; ids, countries, sectors and kinds are those of the knowledge, whatever the language."""

    def code(self, working: Working) -> Working:
        """Fills `events` and `statements`; types, modes, statuses and roles are those of the contract."""


class Language(Protocol):
    """A language that can be read if its model is installed. Making one loads nothing."""

    code: str  # ISO 639-1
    name: str  # in English
    extra: str  # what to install: a pip requirement
    reads: str  # in one line what works, for `dragoman languages`

    def missing(self) -> str | None:
        """Why it can't be read here, as words after "needs"; None if it can. Loads nothing."""

    def model(self) -> str:
        """Name and version of its parser's model; it goes into the run's identity."""

    def reader(self, knowledge: Knowledge) -> Reader:
        """The reader; may load models, and is made once a process and only when a text in the language comes."""

"""All that is known beforehand, behind one door.

Goes in: the package's data files and, if given, a user's own. Comes out: `Knowledge`, whose parts are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.knowledge.agents import Agents
from dragoman.knowledge.countries import Countries
from dragoman.knowledge.extra import Extra, read_extra
from dragoman.knowledge.matcher import NameMatcher
from dragoman.knowledge.offices import Offices
from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.organisations import Organisations
from dragoman.knowledge.outlets import Outlets
from dragoman.knowledge.places import Places
from dragoman.knowledge.titles import Titles

if TYPE_CHECKING:
    from dragoman.knowledge.triggers import TriggerLexicon


class Knowledge:
    """Countries, offices, organisations, outlets, places, titles, names, triggers and the ontology. Making one reads nothing but a user's file."""

    def __init__(self, extra: Extra | None = None) -> None:
        self.extra = extra or Extra()

    @cached_property
    def ontology(self) -> Ontology:
        """PLOVER 2.0 with the CAMEO crosswalk."""
        return Ontology.load()

    @cached_property
    def countries(self) -> Countries:
        """Countries by ISO code."""
        return Countries.load(self.extra.countries)

    @cached_property
    def offices(self) -> Offices:
        """Who held which office when."""
        return Offices.load(self.extra.offices)

    @cached_property
    def organisations(self) -> Organisations:
        """Organisations by id."""
        return Organisations.load(self.extra.organisations)

    @cached_property
    def outlets(self) -> Outlets:
        """Outlets by name or domain."""
        return Outlets.load(self.extra.outlets)

    @cached_property
    def places(self) -> Places:
        """Where cities lie."""
        return Places.load()

    @cached_property
    def titles(self) -> Titles:
        """Titles of office."""
        return Titles.load(self.extra.titles)

    @cached_property
    def agents(self) -> Agents:
        """Agent nouns with their sectors."""
        return Agents.load()

    @cached_property
    def names(self) -> NameMatcher:
        """The matcher over every listed name."""
        from dragoman.knowledge.lexicon import matcher

        return matcher(self.countries, self.organisations, self.outlets, self.titles, self.extra)

    @cached_property
    def triggers(self) -> TriggerLexicon:
        """The words that name acts."""
        from dragoman.knowledge.triggers import load_triggers, load_with

        return load_with(self.extra.triggers) if self.extra.triggers else load_triggers()


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Knowledge:
    return Knowledge(read_extra(extra) if extra else None)


def load(extra: Path | str | Sequence[Path | str] | None = None) -> Knowledge:
    """The knowledge of the package, with a user's own files added; the same object for the same files.

    Args:
        extra: YAML or CSV files in the form of docs/own-knowledge.md, later ones after earlier ones.

    Raises:
        KnowledgeError: if a file can't be read or is wrong, naming file and line.
    """
    paths = () if extra is None else (extra,) if isinstance(extra, (str, Path)) else tuple(extra)
    return _load(tuple(map(Path, paths)))

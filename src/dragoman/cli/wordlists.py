"""The word lists of the rooms that read, loaded one by one. In: nothing; out: what their loaders find wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from dragoman.knowledge.check import Fault
from dragoman.model import KnowledgeError

# Module and function of each loader; it reads its file, checks it, and raises KnowledgeError with file and line.
LOADERS = (
    ("dragoman.clean.phrases", "phrases"),
    ("dragoman.mentions.words", "name_words"),
    ("dragoman.mentions.references", "reference_words"),
    ("dragoman.mentions.times.grammar", "grammar"),
    ("dragoman.mentions.times.lexicon", "lexicon"),
    ("dragoman.code.words", "load_words"),
    ("dragoman.code.governors", "load_governors"),
    ("dragoman.date.rules", "rules"),
    ("dragoman.resolve.lexicon", "lexicon"),
)


def check_word_lists() -> Iterator[Fault]:
    """One fault for each list that can't be used."""
    for module, name in LOADERS:
        load: Callable[[], Any] = getattr(import_module(module), name)
        try:
            load()
        except KnowledgeError as error:
            yield Fault(error.source or module, error.line, error.message)

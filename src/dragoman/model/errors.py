"""The errors a person can do something about: one sentence, naming the file and line, saying what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors shown to users without a traceback.

    Args:
        message: what is wrong and what to do, one sentence.
        source: the file, URL or record it is about.
        line: 1-based line in `source`, where there is one.
    """

    exit_status = 1

    def __init__(self, message: str, *, source: str | None = None, line: int | None = None) -> None:
        self.message, self.source, self.line = message, source, line
        where = "" if source is None else f"{source}: " if line is None else f"{source}, line {line}: "
        super().__init__(where + message)


class InputError(DragomanError):
    """A report or a file of reports can't be read."""


class KnowledgeError(DragomanError):
    """A knowledge or lexicon file is wrong."""


class RecordError(DragomanError):
    """The record can't be opened, is of another version, or holds no such thing."""


class UsageError(DragomanError):
    """The command was asked for something that it doesn't do."""

    exit_status = 2

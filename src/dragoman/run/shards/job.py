"""What is asked of `code --shards` and what comes of it: the share of a task, the sizes of shards, and the sums of what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dragoman.languages import uncoded_line
from dragoman.model import UsageError
from dragoman.read.portions import PORTION_BYTES
from dragoman.read.reports import sums
from dragoman.run.shards.cut import SHARD_CHARACTERS, SHARD_REPORTS


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`th of `of` tasks, from 1: it takes every `of`th portion."""

    number: int = 1
    of: int = 1

    @classmethod
    def read(cls, text: str) -> Share:
        """Of `3/16`.

        Raises:
            UsageError: if it is no such thing.
        """
        number, slash, of = text.partition("/")
        if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise UsageError(f"--shard takes I/N with I from 1 to N, such as 3/16, not {text!r} (a count from 0, as in Kubernetes, needs one more)")
        return cls(int(number), int(of))


@dataclass(frozen=True, slots=True)
class Sizes:
    """What portions and shards hold at most. All tasks of one job must agree on them."""

    shard_reports: int = SHARD_REPORTS
    shard_characters: int = SHARD_CHARACTERS
    portion_bytes: int = PORTION_BYTES


@dataclass(slots=True)
class Sharded:
    """What was done.

    Attributes:
        portions: of the input in all; mine: of this share.
        coded: shards that were coded now; known: those that were done already.
        quarantined: shards that were given up, with the reason; also those given up earlier.
        counts: reports, unreadable, event_reports, statements, mentions in all finished shards of this share.
        seconds: of processor time that the coding of these shards took, whenever that was. bytes: of their Parquet files.
        deaths: processes that died.
    """

    portions: int = 0
    mine: int = 0
    coded: int = 0
    known: int = 0
    quarantined: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    bytes: int = 0
    deaths: int = 0
    problems: list[str] = field(default_factory=list)
    uncoded: Counter[tuple[str, str]] = field(default_factory=Counter)

    def told(self) -> list[str]:
        """What was passed over or not coded, one sentence each."""
        return [*sums(self.met), *(uncoded_line(language, reason, count) for (language, reason), count in sorted(self.uncoded.items()))]

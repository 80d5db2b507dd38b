"""`dragoman fetch`: addresses to a web archive in a folder. In: addresses and a fetcher; out: what became of each, and the archive that `build` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.model import InputError
from dragoman.read.fetch import Archive, Fetcher, Outcome
from dragoman.read.fetch.folder import learnt, remember, remembered


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one address.

    Attributes:
        url: as asked for; final: the address that answered, where another did. bytes: of the body, unpacked.
    """

    url: str
    outcome: str
    why: str | None = None
    final: str | None = None
    kind: str | None = None
    bytes: int | None = None


@dataclass(slots=True)
class FetchRun:
    """What a run did: one `Told` an address, and the archive if there was anything to keep."""

    told: list[Told] = field(default_factory=list)
    archive: Path | None = None

    @property
    def counts(self) -> Counter[str]:
        return Counter(one.outcome for one in self.told)


def fetch_pages(urls: Iterable[str], folder: Path, fetcher: Fetcher, tell: Callable[[Told], None] | None = None) -> FetchRun:
    """Fetch addresses, keep what is new or has changed.

    Args:
        folder: gets the archive, and remembers what it has, so that unchanged pages are told and not kept again.
        tell: called with each outcome as it comes.

    Raises:
        InputError: if the folder can't be written.
    """
    run, known = FetchRun(), remembered(folder)
    try:
        with Archive(folder, fetcher.time.now()) as archive:
            for outcome in fetcher.fetch_all(urls, dict(known)):
                if outcome.outcome == "fetched" and outcome.page is not None:
                    run.archive = archive.add(outcome.page)
                    learnt(known, outcome.page)
                run.told.append(told(outcome))
                if tell is not None:
                    tell(run.told[-1])
    finally:
        # Also when it is stopped: what is kept already need not be fetched again.
        if run.archive is not None:
            remember(folder, known)
    return run


def told(outcome: Outcome) -> Told:
    """An outcome without its page."""
    page = outcome.page
    if page is None:
        return Told(outcome.asked, outcome.outcome, outcome.why)
    final = page.url if page.url != outcome.asked else None
    return Told(outcome.asked, outcome.outcome, outcome.why, final, page.kind or None, len(page.body))


def listed(path: Path) -> list[str]:
    """The addresses in a file, one a line; empty lines and lines that begin with # are passed over.

    Raises:
        InputError: if it can't be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the list of addresses can't be read ({getattr(error, 'strerror', None) or error})", source=str(path)) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]

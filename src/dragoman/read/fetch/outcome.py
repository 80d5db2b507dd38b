"""What became of one address: fetched, unchanged, refused or failed, and why. In: nothing; out: the plain objects that the room hands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

OUTCOMES = ("fetched", "unchanged", "refused", "failed")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a page, to be asked with whether it has changed (RFC 9110, 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer with its body.

    Attributes:
        asked: the address asked for; url: the one that answered, after redirects.
        at: when the answer came, UTC.
        headers: as they came. body: unpacked. address: the IP address that was connected to.
    """

    asked: str
    url: str
    at: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str

    def header(self, name: str) -> str | None:
        """The first header of this name, in lower case."""
        return first(self.headers, name)

    @property
    def kind(self) -> str:
        """The media type, lower case, without parameters; empty where none is told."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def validators(self) -> Validators:
        return Validators(self.header("etag"), self.header("last-modified"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an address.

    Attributes:
        outcome: fetched, unchanged, refused (by us: the address, its robots.txt, its reservation ...) or failed (by it).
        why: the reason where it is refused or failed.
        wait: seconds that the server asked to be left alone, where it did.
        passing: a later try may do better.
    """

    asked: str
    outcome: str
    why: str | None = None
    page: Page | None = None
    wait: float | None = None
    passing: bool = False


class RefusedError(Exception):
    """The address, or what stands at it, is not to be fetched; no try will change that."""


class FailedError(Exception):
    """No answer that can be used came.

    Args:
        why: for people.
        passing: a later try may do better; wait: seconds that the server asked for.
    """

    def __init__(self, why: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(why)
        self.passing, self.wait = passing, wait


def first(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    """The first header of this name (lower case)."""
    return next((value for known, value in headers if known.lower() == name), None)

"""robots.txt (RFC 9309): what a site lets programs fetch. In: a site's file as answered; out: whether a page may be fetched, and how fast.

Protego reads it: unlike Python's own parser it knows wildcards and lets the longest rule win, as the RFC has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

PRODUCT: Final = "dragoman"  # the word that a site's rules may name
MOST_BYTES: Final = 500 * 1024  # what a reader of it must take at least (RFC 9309, 2.5); the rest is left unread
SLOWEST: Final = 300.0  # seconds between two pages; a site that asks for more is not fetched from at all
MOST_RULES: Final = 5_000
LONGEST_LINE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks for.

    Attributes:
        parsed: the rules, None if there are none. unreachable: why they could not be had, which forbids everything for now.
    """

    parsed: Any = None
    unreachable: str | None = None

    def refusal(self, url: str) -> str | None:
        """Why a page is not to be fetched; None if it may be."""
        if self.parsed is None:
            return None
        if not self.parsed.can_fetch(url, PRODUCT):
            return "the site's robots.txt asks programs not to fetch it"
        if self.pause > SLOWEST:
            return f"the site's robots.txt asks for {self.pause:.0f} seconds between two pages"
        return None

    @property
    def pause(self) -> float:
        """Seconds between two pages that the site asks for; 0 if it doesn't."""
        if self.parsed is None:
            return 0.0
        delay = self.parsed.crawl_delay(PRODUCT)
        return max(0.0, float(delay)) if delay is not None else 0.0


def rules_of(status: int, body: bytes) -> Rules:
    """The rules in an answer (RFC 9309, 2.3.1): none where the file is not there, everything forbidden where the server fails."""
    if 400 <= status < 500 and status != 429:
        return Rules()
    if status != 200:
        return Rules(unreachable=f"its robots.txt was answered {status}")
    from protego import Protego

    lines = body[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines()
    # A star costs the matcher time in proportion to the length of the path for each; a rule with many is no rule of a news site.
    kept = [line for line in lines[: MOST_RULES * 2] if len(line) <= LONGEST_LINE and line.count("*") <= 8]
    return Rules(Protego.parse("\n".join(kept)))

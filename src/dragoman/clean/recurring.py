"""Lines that stand on many pages of one site. In: reports of the site; out: their lines as fingerprints, and which of these belong to the site.

A pure function of the set of pages: neither their order nor how they came, at once or one by one, changes what is learnt.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from dragoman.clean.lines import ends_sentence, paragraphs
from dragoman.clean.phrases import END_PARAGRAPHS, TOP_PARAGRAPHS
from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError, Report

RECURRING_FILE = "data/recurring.yaml"
# Names of the same site for other screens.
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_WORD = re.compile(r"[^\W\d_]+|\d+")
# The lowest bit of a fingerprint tells which of the two rules holds for the line.
_SENTENCE = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line is learnt if it has at most `words` words and stands on at least `pages` pages, and on at least `share` of all."""

    pages: int
    share: float
    words: int


def site_of(report: Report) -> str | None:
    """The host of the report's address, else its outlet; None where it has neither, so that nothing can be learnt from it."""
    for address in (report.canonical, report.url):
        try:
            host = urlsplit(address or "").hostname
        except ValueError:
            continue
        if host:
            return _SAME_SITE.sub("", host.lower())
    return " ".join(report.outlet.casefold().split()) or None if report.outlet else None


def lines_of(report: Report) -> tuple[int, ...]:
    """Fingerprints of the lines that may belong to its site, sorted, each once."""
    found = paragraphs(report.text)
    marks = set()
    for index, one in enumerate(found):
        mark = fingerprint(one.text)
        if mark is not None and (not mark & _SENTENCE or index < TOP_PARAGRAPHS or index >= len(found) - END_PARAGRAPHS):
            marks.add(mark)
    return tuple(sorted(marks))


def fingerprint(text: str) -> int | None:
    """63 bits that stand for a line, its numbers aside; None for one that is too long or says nothing."""
    short, sentences = rules()
    words = _WORD.findall(text.casefold())
    ends = ends_sentence(text)
    if not words or len(words) > (sentences if ends else short).words:
        return None
    said = " ".join("0" if word[0].isdigit() else word for word in words)
    whole = int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
    return whole | _SENTENCE if ends else whole & ~_SENTENCE


def learnt(pages: Iterable[tuple[int, ...]]) -> frozenset[int]:
    """The lines that belong to a site.

    Args:
        pages: fingerprints of the lines of each of its pages; pages with the same lines are one text under several addresses, and count once.
    """
    different = set(pages)
    counts = Counter(mark for page in different for mark in page)
    short, sentences = rules()
    return frozenset(mark for mark, count in counts.items() if _enough(sentences if mark & _SENTENCE else short, count, len(different)))


def _enough(rule: Rule, count: int, pages: int) -> bool:
    return count >= rule.pages and count >= rule.share * pages


@cache
def rules() -> tuple[Rule, Rule]:
    """What holds for short lines, and what for sentences (data/recurring.yaml)."""
    data = parse_yaml(files("dragoman.clean").joinpath(RECURRING_FILE).read_text("utf-8"), RECURRING_FILE)
    return parse(data)


def parse(data: dict[str, dict[str, float]], source: str = RECURRING_FILE) -> tuple[Rule, Rule]:
    """Check and read the two rules.

    Raises:
        KnowledgeError: if one is missing or would take a line that stands on a single page.
    """
    found = []
    for name in ("short", "sentences"):
        entry = data.get(name) or {}
        if set(entry) != {"pages", "share", "words", "why"} or not entry["pages"] >= 2 or not 0 < entry["share"] <= 1:
            raise KnowledgeError(f"{name} needs pages (2 or more), share (above 0, up to 1), words, and why", source=source)
        found.append(Rule(int(entry["pages"]), float(entry["share"]), int(entry["words"])))
    return found[0], found[1]

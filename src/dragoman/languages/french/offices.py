"""French titles of office: "le ministre russe des Affaires étrangères", "la cheffe de la diplomatie allemande", "leurs homologues chinois".

In: a sentence, loosened, and its name hits. Out: TitleHits: role, sector, whose office it is, and where the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.names import NameEntry, NameHit
from dragoman.languages.french.data_files import yaml_of
from dragoman.model import KnowledgeError

_OWNED = re.compile(r"\s+(?:de la|de l|du|des|de|d|auprès de l|auprès de la|auprès du)\s+")
_JOINT = re.compile(r"\s+et\s+|\s*,\s*")
_FORMER = re.compile(r"(?:ancien|ancienne|anciens|ex|feu|futur|future)[\s-]+$", re.IGNORECASE)
OWNERS = frozenset({"country", "demonym", "organisation", "capital", "building"})


@dataclass(frozen=True, slots=True)
class Office:
    """One entry of titles.yaml, its words as a pattern: the head, a country's adjective, the rest."""

    words: str
    role: str
    sector: str
    owner: str | None
    bare: bool
    pattern: re.Pattern[str]


@dataclass(slots=True)
class TitleHit:
    """A title in a sentence; `owners` are the countries and bodies whose office it is."""

    start: int
    end: int
    office: Office
    owners: list[NameEntry]
    plural: bool
    former: bool
    counterpart: bool = False


@cache
def offices() -> tuple[Office, ...]:
    """The titles, longest first.

    Raises:
        KnowledgeError: if an entry lacks a key.
    """
    found = []
    for entry in yaml_of("titles.yaml"):
        if not {"head", "role", "example"} <= entry.keys():
            raise KnowledgeError(f"a title needs head, role and example: {entry}", source="languages/french/data/titles.yaml")
        head = r"\s+".join(re.escape(word) + "s?" for word in entry["head"].split())
        rest = entry.get("rest")
        tail = "" if rest is None else r"\s+" + r"\s+".join(map(re.escape, rest.split()))
        slot = r"(?:\s+(?P<adjective>[^\W\d_][\w-]*(?:\s+et\s+[^\W\d_][\w-]*)?))??" if rest is not None else ""
        words = " ".join(filter(None, (entry["head"], rest)))
        owner = entry.get("owner") or entry.get("only")
        found.append(
            Office(words, entry["role"], entry.get("sector", "GOV"), owner, entry.get("bare", False), re.compile(rf"(?<![\w-]){head}{slot}{tail}(?!\w)"))
        )
    return tuple(sorted(found, key=lambda one: -len(one.words)))


_COUNTERPART = re.compile(r"(?<!\w)homologues?(?!\w)")
_NO_OFFICE = Office("homologue", "", "GOV", None, False, _COUNTERPART)


def title_hits(text: str, hits: Sequence[NameHit]) -> list[TitleHit]:
    """The titles of a sentence in order, not overlapping.

    Args:
        text: the sentence, loosened. hits: its name hits, offsets into it.
    """
    by_start = {hit.start: hit for hit in hits}
    lower = text.lower()
    found: list[TitleHit] = []
    for office in (*offices(), _NO_OFFICE):
        if office.words.split(" ", 1)[0].lower() not in lower:
            continue
        for match in office.pattern.finditer(text):
            hit = _title(text, match, office, by_start)
            if hit is not None and not any(other.start < hit.end and hit.start < other.end for other in found):
                found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _title(text: str, match: re.Match[str], office: Office, by_start: dict[int, NameHit]) -> TitleHit | None:
    owners: list[NameEntry] = []
    if "adjective" in match.re.groupindex and match["adjective"]:
        at = match.start("adjective")
        owners, end = _adjectives(text, at, by_start)
        if not owners or end < match.end("adjective"):
            return None
    end = match.end()
    after, stop = _adjectives(text, end, by_start, spaced=True)
    if after:
        owners, end = [*owners, *after], stop
    owned = _OWNED.match(text, end)
    if not owners and owned is not None and (entry := _owner(by_start.get(owned.end()))) is not None:
        owners, end = [entry], by_start[owned.end()].end
        second = _JOINT.match(text, end)
        again = _OWNED.match(text, second.end() - 1) if second is not None else None
        if again is not None and (entry := _owner(by_start.get(again.end()))) is not None:
            owners, end = [*owners, entry], by_start[again.end()].end
    if office.owner is not None and not owners:
        owners = [NameEntry("country", office.owner, office.owner, office.owner)]
    first = match.group().split(None, 1)[0]
    plural = first.endswith("s") and not office.words.split(" ", 1)[0].endswith("s")
    return TitleHit(match.start(), end, office, owners, plural, _FORMER.search(text, 0, match.start()) is not None, office is _NO_OFFICE)


def _adjectives(text: str, at: int, by_start: dict[int, NameHit], *, spaced: bool = False) -> tuple[list[NameEntry], int]:
    """Countries' adjectives that begin here ("chinois et japonais"), and where they end."""
    if spaced:
        if text[at : at + 1] != " ":
            return [], at
        at += 1
    found: list[NameEntry] = []
    end = at
    while (hit := by_start.get(at)) is not None and (entry := next((one for one in hit.entries if one.kind == "demonym"), None)) is not None:
        found.append(entry)
        end = hit.end
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    return found, end


def _owner(hit: NameHit | None) -> NameEntry | None:
    return None if hit is None else next((entry for entry in hit.entries if entry.kind in OWNERS), None)

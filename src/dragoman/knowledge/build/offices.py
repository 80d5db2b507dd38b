"""Merges the five office files into one register.

Goes in: their rows. Comes out: spells (one person in one office without a break), each with the files that tell of it. An end that no
file tells stays unknown; `seen` then is the last day for which there is evidence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.knowledge.build import sources
from dragoman.knowledge.build.identity import Identities
from dragoman.knowledge.build.sources import Row, Tally
from dragoman.knowledge.names import folded_tokens
from dragoman.model import Interval

SAME_START = timedelta(days=45)  # sources differ by the day of appointment, oath and first day at work
# Best first. Curated rows were checked against the others; the two ministerial databases are kept by their offices; the factbook's lag.
RANKED = ("offices_curated.csv", "offices_added.csv", "offices_uk.csv", "offices_us.csv", "offices_wikidata.csv", "offices_factbook.csv")
# One person may hold several offices of these roles at once, told apart by the position's words.
MANY_OFFICES = frozenset({"other", "other minister", "deputy foreign", "envoy", "spokesperson"})
_PLAIN_WORDS = frozenset({"of", "the", "for", "and", "minister", "ministers", "ministry", "state", "secretary", "in", "s"})
# How near a file's names are to those of the news, nearest first: registers of state print all given names ("John Forbes Kerry").
_USUAL_FIRST = ("offices_curated.csv", "offices_added.csv", "offices_wikidata.csv", "offices_uk.csv", "offices_us.csv", "offices_factbook.csv")
_NAMED = tuple(_USUAL_FIRST.index(name) for name in RANKED)
_CUT_WRONG = "offices_factbook.csv"  # a few of its multi-word titles are cut in the wrong place
_HEAD_ROLES = frozenset({"head of state", "head of government"})
_TITLE_LEFT = re.compile(
    r"^.*\b(?:President|Chairman|Chairperson|Premier|Minister|Secretary|Governor|Commissioner|Council|Commission|Assembly|headed by"
    r"|D['’]Affaires(?: Ad Interim)?|Ambassador-designate)\b "
)
_ADDED = re.compile(r'\([^()]*\)|["“”][^"“”]*["“”]')
_SAME_POSITION = 0.5  # share of the position's telling words that two files have in common: "Minister of Health" / "Health and Welfare Minister"


@dataclass(slots=True)
class Spell:
    """One person's unbroken time in one office."""

    country: str
    role: str
    role_to: str
    position: str
    person: str
    qid: str
    start: Interval
    end: Interval | None
    seen: date | None
    acting: bool
    certainty: str
    rank: int
    names: tuple[str, ...]
    identity: str = ""
    named: int = 0  # rank of the file whose spelling `person` is
    files: list[int] = field(default_factory=list)

    @property
    def known_from(self) -> date:
        assert self.start.from_ is not None
        return self.start.from_

    @property
    def last_day(self) -> date:
        """Last day for which there is evidence."""
        days = [self.known_from, self.end.to if self.end else None, self.seen]
        return max(day for day in days if day is not None)


def read_offices(folder: Path, territories: frozenset[str] = frozenset()) -> tuple[list[Spell], list[Tally]]:
    """All office files' usable rows, best file first, and their counts.

    Args:
        territories: codes of those whose head of state is told with their mother country alone.
    """
    spells, tallies = [], []
    countries = frozenset(row["name"] for row in sources.read(folder, "countries.csv", ("name",))[0])
    for rank, name in enumerate(RANKED):
        rows, tally = sources.read(folder, name, ("country", "position", "person", "start", "end", "role"))
        for row in rows:
            if row["role"] == "head of state" and row["country"] in territories:
                tally.drop("head of state of a territory, told with its mother country")
                continue
            if name == _CUT_WRONG:
                row["person"] = repaired(row["person"], countries)
            spell = _spell(row, rank, tally)
            if spell is not None:
                spells.append(spell)
        tallies.append(tally)
    return spells, tallies


def _spell(row: Row, rank: int, tally: Tally) -> Spell | None:
    if not row["person"] or not row["start"]:
        tally.drop("no person or no start")
        return None
    try:
        start = Interval.parse(row["start"])
        end = Interval.parse(row["end"]) if row["end"] else None
        seen_cell = row.get("as_of") or row.get("last_seen") or ""
        seen = Interval.parse(seen_cell).from_ if seen_cell else None
    except ValueError:
        tally.drop("a date is no ISO 8601 date")
        return None
    if end is not None and end.to is not None and start.from_ is not None and end.to < start.from_:
        tally.drop("end before start")
        return None
    if rank == RANKED.index("offices_uk.csv") and end is None and tally.as_of[:1].isdigit():
        seen = date.fromisoformat(tally.as_of)
    if end is not None:
        seen = None
    person = usual(row["person"])
    names = [person, row["person"], *sources.cells(row.get("aliases", ""))]
    return Spell(
        row["country"], row["role"], row.get("role_to", ""), row["position"], person, row.get("person_qid", ""), start, end, seen,
        row.get("acting", "") not in ("", "false"), row.get("certainty", "") or "likely", rank, tuple(names), named=rank, files=[rank],
    )  # fmt: skip


def merge(spells: Iterable[Spell], tallies: list[Tally]) -> list[Spell]:
    """One register: spells of the same person and office with starts within 45 days are one, the better file's words stand.

    A lower file's spell inside a better file's is one with it too: some files split a spell at re-appointment.
    """
    ordered = sorted(spells, key=lambda spell: (spell.rank, spell.known_from, spell.country, spell.position, spell.person, spell.qid))
    identities = Identities()
    groups: dict[tuple[str, str, str, str], list[Spell]] = defaultdict(list)
    for spell in ordered:
        spell.identity = identities.identify(spell.country, spell.role, spell.role_to, spell.qid, spell.names, spell.known_from)
    for spell in ordered:
        spell.identity = identities.final(spell.identity)
        held = groups[spell.country, spell.identity, spell.role, spell.role_to]
        same = next((other for other in held if _same(other, spell)), None)
        if same is None:
            held.append(spell)
            tallies[spell.rank].kept += 1
        else:
            _join(same, spell)
            tallies[spell.rank].merged += 1
    kept = [spell for held in groups.values() for spell in held]
    _spread_ids(kept)
    _spread_names(kept)
    _borrow_ends(kept)
    return sorted(kept, key=lambda spell: (spell.country, spell.role, spell.role_to, spell.known_from, spell.rank, spell.person, spell.position))


def _same(better: Spell, other: Spell) -> bool:
    if better.role in MANY_OFFICES and not same_position(better.position, other.position):
        return False
    if better.start.overlaps(other.start, slack=SAME_START.days):
        return True
    until = better.last_day + (SAME_START if better.rank == other.rank and better.end else timedelta(0))
    return better.known_from <= other.known_from <= until


def same_position(one: str, other: str) -> bool:
    """True if two labels share most of their telling words."""
    left, right = (set(folded_tokens(label)) - _PLAIN_WORDS for label in (one, other))
    if not left or not right:
        return folded_tokens(one) == folded_tokens(other)
    return len(left & right) / len(left | right) >= _SAME_POSITION


def _join(better: Spell, other: Spell) -> None:
    """Takes from a lower row what the better one lacks: an id, other spellings, later evidence, an end."""
    better.qid = better.qid or other.qid
    better.names = tuple(dict.fromkeys((*better.names, *other.names)))
    better.files = sorted({*better.files, *other.files})
    if _NAMED[other.named] < _NAMED[better.named]:
        better.person, better.named = other.person, other.named
    if better.rank == other.rank and better.end is not None:
        # Re-appointed: one spell to the later end, or to an unknown one.
        better.end = max(better.end, other.end, key=lambda end: end.to or date.min) if other.end else None
        better.seen = other.last_day if other.end is None else None
        return
    if better.end is not None:
        return
    if other.end is not None and other.end.to is not None and (better.seen is None or better.seen <= other.end.to):
        better.end, better.seen = other.end, None
    elif other.seen is not None:
        better.seen = max(other.seen, better.seen or date.min)


def _spread_ids(spells: list[Spell]) -> None:
    """Gives every spell of one person the id and, for all to share, the id that any of them has."""
    ids: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for spell in spells:
        if spell.qid:
            ids[spell.country, spell.identity][spell.qid] += 1
    for spell in spells:
        if not spell.qid and ids[spell.country, spell.identity]:
            found = ids[spell.country, spell.identity]
            spell.qid = min(found, key=lambda qid: (-found[qid], qid))


def _spread_names(spells: list[Spell]) -> None:
    """Gives every spell of one person the name that the file with the most usual names has, and keeps its own as another spelling."""
    best: dict[tuple[str, str], Spell] = {}
    for spell in spells:
        held = best.setdefault((spell.country, spell.identity), spell)
        if (_NAMED[spell.named], -spell.known_from.toordinal()) < (_NAMED[held.named], -held.known_from.toordinal()):
            best[spell.country, spell.identity] = spell
    names = {who: spell.person for who, spell in best.items()}
    for spell in spells:
        spell.person = names[spell.country, spell.identity]
        spell.names = tuple(dict.fromkeys((spell.person, *spell.names)))


def _borrow_ends(spells: list[Spell]) -> None:
    """One spell may stand as head of state in one file and as head of government in another: the end told by one is the other's."""
    ended = {(spell.country, spell.identity): spell for spell in spells if spell.role in _HEAD_ROLES and spell.end is not None}
    for spell in spells:
        if spell.role in _HEAD_ROLES and spell.end is None:
            other = ended.get((spell.country, spell.identity))
            if other is not None and other.start.overlaps(spell.start, slack=SAME_START.days):
                spell.end, spell.seen = other.end, None


def usual(name: str) -> str:
    """A name without what brackets or quotation marks add to it: another given name, a nickname, what tells namesakes apart.

    "Henry A. (Heinz Alfred) Kissinger", 'Margaret "Meg" Whitman', "Masaki Saito (diplomat)". The full form stays among the names looked for.
    """
    return " ".join(_ADDED.sub(" ", name).split()) or name


def repaired(name: str, country_names: frozenset[str]) -> str:
    """A factbook name without the part of a title or the country that a wrong cut left before it ("China Xi Jinping")."""
    name = _TITLE_LEFT.sub("", name)
    for country in sorted(country_names, key=len, reverse=True):
        if name.startswith(f"{country} ") and name.count(" ") > country.count(" ") + 1:
            return name[len(country) + 1 :]
    return name

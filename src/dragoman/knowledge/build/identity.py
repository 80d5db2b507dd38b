"""Which rows of one country's office files are about the same person.

Goes in: a row's id, names and day. Comes out: an identity: one key for all rows of the person.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher

from dragoman.knowledge.names import folded_tokens
from dragoman.knowledge.offices import SINGLE_ROLES
from dragoman.knowledge.romanise import Romanisation

_KOREAN = frozenset({"KOR", "PRK"})
_NOT_NAMES = frozenset({"jr", "sr", "sir", "dr", "dame", "hm", "gen", "prof", "mr", "mrs", "ms"})
_HEAD_ROLES = frozenset({"head of state", "head of government"})  # the president of one file is the head of government of another
_HEADS = "head"
_MISPRINT = 0.7  # share of letters that two spellings of one word have in common: Reuven / Reuben .67 to .83, Mahdi / Hadi .67
_SAME_TERM = 400  # days; nobody of nearly the same name follows within a year
_SAME_TIME = 45  # days between two files' starts of one spell


class Identities:
    """Grows row by row, best file first, so that later spellings find the earlier ones."""

    def __init__(self) -> None:
        self._spelling = Romanisation()
        self._by_key: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._by_office: dict[tuple[str, str, str], list[tuple[date, list[str], str]]] = defaultdict(list)
        self._qids: dict[str, str] = {}
        self._same_as: dict[str, str] = {}
        self._of_qid: dict[tuple[str, str], str] = {}

    def keys(self, country: str, name: str) -> list[str]:
        """Keys of a name in which order, initials and the system of romanisation don't count."""
        words = telling_words(name)
        if len(words) < 2:
            return ["".join(folded_tokens(name))]
        spelt = [self._spelling.word(word) for word in words]
        found = [" ".join(sorted(spelt)), "".join(spelt)]
        if country in _KOREAN:
            korean = self._spelling.korean(words)
            if korean:
                found.append(korean)
        return found

    def identify(self, country: str, role: str, role_to: str, qid: str, names: tuple[str, ...], start: date) -> str:
        """The person's identity in `country`; later calls with another spelling of the same name give the same.

        A row without id is taken for the one person of that name. Where several persons bear it, or none, a row of the same office that
        begins at the same time under a like name decides; else it is somebody new.
        """
        keys = [key for name in names for key in self.keys(country, name)]
        office = (country, _HEADS if role in _HEAD_ROLES else role, role_to)
        words = [self._spelling.word(word) for word in telling_words(names[0])]
        near = [identity for day, other, identity in self._by_office[office] if alike(other, words, role, abs((day - start).days))]
        known = list(dict.fromkeys(identity for key in keys for identity in self._by_key.get((country, key), ())))
        if qid:
            # A person met without id takes the first id that comes under the name; a second id is a namesake.
            free = [identity for identity in [*near, *known] if self._qids.get(identity, qid) == qid]
            identity = self._of_qid.setdefault((country, qid), free[0] if free else f"{country} {qid}")
            self._qids[identity] = qid
            for other in near:
                if other != identity and other not in self._qids:
                    self._same_as[other] = identity
        elif near:
            identity = near[0]
        elif len(known) == 1:
            identity = known[0]
        else:
            identity = f"{country} {keys[0]}"
        for key in keys:
            self._by_key[country, key][identity] = None
        self._by_office[office].append((start, words, identity))
        return identity

    def final(self, identity: str) -> str:
        """The identity that a later row showed another one to be, or itself."""
        return self._same_as.get(identity, identity)


def telling_words(name: str) -> list[str]:
    """Folded words of a name without initials, titles of courtesy and what follows a comma ("John Reid, Baron Reid of Cardowan")."""
    return [word for word in folded_tokens(name.split(",", 1)[0]) if len(word) > 1 and word not in _NOT_NAMES]


def alike(one: list[str], other: list[str], role: str, days: int) -> bool:
    """True if two names that begin the same office `days` apart are one person's.

    Within 45 days it is enough that first and last word agree; in an office that one person holds at a time, that all words of the shorter
    name stand in the longer ("Cyril" / "Matamela Cyril Ramaphosa", which holds for the rest of a year too), or a misprint
    ("Isaac" / "Issac Herzog").
    """
    if len(one) < 2 or len(other) < 2:
        return False
    soon, single = days <= _SAME_TIME, role in SINGLE_ROLES
    if soon and (one[0], one[-1]) == (other[0], other[-1]):
        return True
    if not single:
        return False
    if set(one) <= set(other) or set(other) <= set(one):
        return days <= _SAME_TERM
    return soon and _like(one[0], other[0]) and _like(one[-1], other[-1])


def _like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MISPRINT

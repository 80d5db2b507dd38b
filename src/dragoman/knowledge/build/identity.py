"""Which rows of one country's office files are about the same person.

Goes in: a row's id, names and day. Comes out: an identity: one key for all rows of the person.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dragoman.knowledge.names import folded_tokens
from dragoman.knowledge.romanise import Romanisation

_KOREAN = frozenset({"KOR", "PRK"})
_NOT_NAMES = frozenset({"jr", "sr", "sir", "dr", "dame", "hm", "gen", "prof", "mr", "mrs", "ms"})
_SAME_TIME = 45  # days between two files' starts of one spell


class Identities:
    """Grows row by row, best file first, so that later spellings find the earlier ones."""

    def __init__(self) -> None:
        self._spelling = Romanisation()
        self._by_key: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._by_ends: dict[tuple[str, str, str], list[tuple[date, str]]] = defaultdict(list)
        self._qids: dict[str, str] = {}
        self._of_qid: dict[tuple[str, str], str] = {}

    def keys(self, country: str, name: str) -> list[str]:
        """Keys of a name in which order, initials and the system of romanisation don't count."""
        words = [word for word in folded_tokens(name) if len(word) > 1 and word not in _NOT_NAMES]
        if len(words) < 2:
            return ["".join(folded_tokens(name))]
        spelt = [self._spelling.word(word) for word in words]
        found = [" ".join(sorted(spelt)), "".join(spelt)]
        if country in _KOREAN:
            korean = self._spelling.korean(words)
            if korean:
                found.append(korean)
        return found

    def _ends(self, name: str) -> str:
        words = [word for word in folded_tokens(name) if word not in _NOT_NAMES]
        return f"{self._spelling.word(words[0])} {self._spelling.word(words[-1])}" if len(words) > 1 else ""

    def identify(self, country: str, role: str, qid: str, names: tuple[str, ...], start: date) -> str:
        """The person's identity in `country`; later calls with another spelling of the same name give the same.

        A row without id is taken for the one person of that name. Where several persons bear it, or none, a row with the same first and
        last word in the same role at the same time decides; else it is somebody new.
        """
        keys = [key for name in names for key in self.keys(country, name)]
        ends = self._ends(names[0])
        near = [identity for other, identity in self._by_ends.get((country, role, ends), ()) if ends and abs((other - start).days) <= _SAME_TIME]
        known = list(dict.fromkeys(identity for key in keys for identity in self._by_key.get((country, key), ())))
        if qid:
            # A person met without id takes the first id that comes under the name; a second id is a namesake.
            free = [identity for identity in [*near, *known] if self._qids.get(identity, qid) == qid]
            identity = self._of_qid.setdefault((country, qid), free[0] if free else f"{country} {qid}")
            self._qids[identity] = qid
        elif near:
            identity = near[0]
        elif len(known) == 1:
            identity = known[0]
        else:
            identity = f"{country} {keys[0]}"
        for key in keys:
            self._by_key[country, key][identity] = None
        self._by_ends[country, role, ends].append((start, identity))
        return identity

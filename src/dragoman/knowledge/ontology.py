"""PLOVER 2.0: types, modes, contexts, sectors, scores, the CAMEO crosswalk, and what plain PLOVER makes of an act with a status.

Goes in: data/plover.json and data/plain_plover.yaml. Comes out: `Ontology`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.knowledge import tables

# PLOVER 2.0, table 7.1: these categories of CAMEO, comments and appeals, were dropped.
DROPPED_CAMEO = ("01", "02")
# CAMEO 1.1b3, 02: what is appealed for, by the mode of our REQUEST.
APPEALS = {"assist": "023", "change": "024", "yield": "025", "meet": "026"}


class Ontology:
    """The codebook as data.

    Attributes:
        types: type -> definition. modes: type -> {mode -> definition}. contexts, sectors: code -> definition.
        bodies: codes that stand in the country's place (IGO, NGO ...) -> definition.
    """

    def __init__(self, data: Mapping[str, Any], rules: Iterable[Mapping[str, Any]]) -> None:
        self.types: dict[str, str] = {name: entry["definition"] for name, entry in data["types"].items()}
        self.modes: dict[str, dict[str, str]] = {name: dict(entry["modes"]) for name, entry in data["types"].items()}
        self.contexts: dict[str, str] = dict(data["contexts"])
        self.sectors: dict[str, str] = dict(data["sectors"])
        self.bodies: dict[str, str] = dict(data["bodies"])
        self.credit: str = data["credit"]
        self._quads: dict[str, int] = {name: entry["quad"] for name, entry in data["types"].items()}
        self._scores: dict[str, float] = {name: float(score) for name, score in data["scores"].items()}
        self._from_cameo: dict[str, list[Any]] = data["from_cameo"]
        self._to_cameo: dict[str, Any] = data["to_cameo"]
        self._rules = tuple(rules)

    @classmethod
    def load(cls) -> Ontology:
        return cls(json.loads(tables.text("plover.json")), tables.yaml_data("plain_plover.yaml"))

    def score(self, type: str, mode: str | None = None) -> float | None:
        """PLOVER 2.0 conflict-cooperation score, -10 to 10; the type's where the mode has none; None for an unknown type."""
        own = self._scores.get(f"{type}:{mode}") if mode else None
        return own if own is not None else self._scores.get(type)

    def quad(self, type: str) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

        Raises:
            KeyError: for an unknown type.
        """
        return self._quads[type]

    def cameo(self, type: str, mode: str | None = None, contexts: Iterable[str] = ()) -> str | None:
        """The most general CAMEO code of an act, a finer one where a context calls for it; None for an unknown type."""
        modes = self._to_cameo.get(type)
        if modes is None:
            return None
        entry = modes.get(mode or "-") or modes["-"]
        given = set(contexts)
        return next((str(code) for context, code in entry.get("by", {}).items() if context in given), str(entry["code"]))

    def dropped(self, cameo: str, mode: str | None = None) -> str:
        """The finest CAMEO code of a comment or appeal, which plain PLOVER has no type for."""
        return APPEALS.get(mode or "", cameo) if cameo == "020" else cameo

    def from_cameo(self, code: str) -> tuple[str, str | None, tuple[str, ...]] | None:
        """Type, mode and contexts of a CAMEO code; of its parent where the code itself is unknown; None where that is too."""
        for length in range(len(code), 1, -1):
            for known in (code[:length], f"{code[:length]}0"):
                if known in self._from_cameo:
                    type_, mode, contexts = self._from_cameo[known]
                    return type_, mode, tuple(contexts)
        return None

    def plain(self, type: str, mode: str | None, status: str, negated: bool = False, contexts: Iterable[str] = ()) -> tuple[str, str | None] | None:
        """What plain PLOVER, which has no status, makes of an act; None where it makes no event of it.

        The rules stand in data/plain_plover.yaml, each with its reason.
        """
        if negated:
            return None
        given = set(contexts)
        for rule in self._rules:
            if status not in rule["statuses"] or type not in rule.get("types", (type,)):
                continue
            if mode not in rule.get("modes", (mode,)) or not given.issuperset(rule.get("contexts", ())):
                continue
            to = rule["to"]
            if to is None:
                return None
            new = mode if rule.get("mode") == "same" else rule.get("mode")
            return to, new if new in self.modes[to] else None
        return type, mode

"""The floors: which figure of which set must not fall below what. In: floors.yaml. Out: `Floors`; written back only with its seal.

Floors rise freely. They are lowered by one function, which wants a reason and keeps it; a file edited by hand no longer fits its seal and is refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

import dragoman
from dragoman.model import KnowledgeError, UsageError

MORE, LESS = "more", "less"
DIGITS = 4  # as the scorers print


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One gold set.

    Attributes:
        folder: below the folder of gold sets. read: how readings are made of it. scorer: a script below the folder of gold sets.
        figures: name -> "more" or "less", whichever is better.
    """

    name: str
    folder: str
    read: str
    scorer: str
    figures: dict[str, str]


@dataclass
class Floors:
    """All sets, and what was reached on them.

    Attributes:
        slack: how far below its best a figure may fall before it fails; absolute, or for figures above 1 by that share.
        best: set -> {"digest": of the set, "figures": {name: the best measured}}.
        lowered: what was ever taken back, with version and reason.
    """

    path: Path
    head: str
    slack: float
    sets: dict[str, GoldSet]
    best: dict[str, dict[str, Any]]
    lowered: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path | None = None) -> Floors:
        """The floors in a file, by default the program's own.

        Raises:
            KnowledgeError: if the file was edited by hand, or a figure is neither "more" nor "less".
        """
        path = path or Path(str(files("dragoman.evaluate") / "data" / "floors.yaml"))
        text = path.read_text("utf-8")
        data = yaml.safe_load(text)
        head = text[: text.index("\nslack:") + 1]
        sets = {name: GoldSet(name, **entry) for name, entry in data["sets"].items()}
        for one in sets.values():
            if set(one.figures.values()) - {MORE, LESS}:
                raise KnowledgeError(f"figures of {one.name} are better when 'more' or 'less'", source=path.name)
        found = cls(path, head, float(data["slack"]), sets, data["floors"] or {}, data["lowered"] or [])
        if data["seal"] is not None and data["seal"] != found.seal():
            raise KnowledgeError("floors were edited by hand; raise them with --raise, lower one with --lower SET.FIGURE=VALUE --why TEXT", source=path.name)
        return found

    def seal(self) -> str:
        """Digest of all that is asked for."""
        sets = {name: (one.folder, one.read, one.scorer, one.figures) for name, one in self.sets.items()}
        told = json.dumps([self.slack, sets, self.best, self.lowered], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def floor(self, name: str, figure: str) -> float | None:
        """The worst value that passes; None where nothing was measured yet."""
        best = self.best.get(name, {}).get("figures", {}).get(figure)
        if best is None:
            return None
        slack = self.slack * max(1.0, abs(best))
        return float(round(best - slack if self.sets[name].figures[figure] == MORE else best + slack, DIGITS))

    def passes(self, name: str, figure: str, value: float) -> bool:
        """Whether the value is not below the floor (above it, where less is better)."""
        floor = self.floor(name, figure)
        if floor is None:
            return True
        return value >= floor if self.sets[name].figures[figure] == MORE else value <= floor

    def raise_to(self, name: str, digest: str, measured: dict[str, float]) -> list[str]:
        """Keep what is better than the best so far; returns the figures that rose. Another digest is another set, and begins anew."""
        held = self.best.get(name, {})
        if held.get("digest") != digest:
            held = {"digest": digest, "figures": {}}
        rose = []
        for figure, better in self.sets[name].figures.items():
            before, now = held["figures"].get(figure), round(measured[figure], DIGITS)
            if before is None or (now > before if better == MORE else now < before):
                held["figures"][figure] = now
                rose.append(figure)
        self.best[name] = held
        return rose

    def lower(self, name: str, figure: str, value: float, why: str) -> None:
        """Take a floor back, with the reason that is kept.

        Raises:
            UsageError: without a reason, for an unknown figure, or if the value would raise it.
        """
        if name not in self.sets or figure not in self.best.get(name, {}).get("figures", {}):
            raise UsageError(f"no floor is known for {name}.{figure}")
        if not why.strip():
            raise UsageError("a floor is lowered only with a reason: --why TEXT")
        before = self.best[name]["figures"][figure]
        if (value >= before) if self.sets[name].figures[figure] == MORE else (value <= before):
            raise UsageError(f"{value} is not worse than {before}, which is what {name}.{figure} stands at")
        self.best[name]["figures"][figure] = value
        self.lowered.append({"set": name, "figure": figure, "from": before, "to": value, "why": why.strip(), "version": dragoman.__version__})

    def save(self) -> None:
        """Write the file with its seal."""
        lines = [self.head.rstrip("\n"), f"slack: {self.slack:g}  # another build of numpy or spaCy moves single sentences", f"seal: {self.seal()}", "sets:"]
        for name, one in self.sets.items():
            lines.append(f"  {name}: {_flow({'folder': one.folder, 'read': one.read, 'scorer': one.scorer, 'figures': one.figures})}")
        lines.append("floors:" if self.best else "floors: {}")
        lines += [f"  {name}: {_flow(self.best[name])}" for name in sorted(self.best)]
        lines.append("lowered:" if self.lowered else "lowered: []")
        lines += [f"  - {_flow(entry)}" for entry in self.lowered]
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _flow(value: dict[str, Any]) -> str:
    return str(yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=10_000, allow_unicode=True)).strip()

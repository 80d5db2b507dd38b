"""What may come of a request, an offer, a threat, a plan or an attempt at contact: the rules of `data/followups.yaml`. In: the file; out: Answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from dragoman.knowledge.tables import parse_yaml
from dragoman.model import KnowledgeError
from dragoman.model.vocabulary import EVENT_TYPES, FOLLOW_UP_KINDS, FOLLOW_UP_OUTCOMES
from dragoman.resolve.traits import stem

FILE: Final = "resolve/data/followups.yaml"
SIDES: Final = frozenset({"same", "other", "both"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A later event of one of these types, done by that side, is this outcome; `content`: it must be what was asked for, threatened or promised."""

    kind: str
    by: str
    types: frozenset[str]
    outcome: str
    content: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Windows in days by kind, days of grace after a planned day, stems of words of offers and outreach, and the rules by kind."""

    windows: dict[str, int]
    grace: int
    offer: frozenset[str]
    outreach: frozenset[str]
    unanswered: re.Pattern[str]
    rules: dict[str, tuple[Rule, ...]]


@cache
def answers() -> Answers:
    """The rules, loaded on first use.

    Raises:
        KnowledgeError: if a list or a field is missing, or holds what is not known.
    """
    raw = parse_yaml(resources.files("dragoman.resolve").joinpath("data/followups.yaml").read_text(encoding="utf-8"), FILE)
    missing = {"windows", "grace", "offer", "outreach", "unanswered", "answers"} - set(raw)
    if missing:
        raise KnowledgeError(f"{', '.join(sorted(missing))} is missing", source=FILE)
    if set(raw["windows"]) != set(FOLLOW_UP_KINDS) or any({"days", "why"} - set(window) for window in raw["windows"].values()):
        raise KnowledgeError(f"'windows' gives days and why for each of {', '.join(FOLLOW_UP_KINDS)}", source=FILE)
    rules = [_rule(number, entry) for number, entry in enumerate(raw["answers"], 1)]
    return Answers(
        windows={str(kind): int(window["days"]) for kind, window in raw["windows"].items()},
        grace=int(raw["grace"]),
        offer=frozenset(stem(str(word)) for word in raw["offer"]),
        outreach=frozenset(stem(str(word)) for word in raw["outreach"]),
        unanswered=re.compile(r"\b(?:" + "|".join(re.escape(str(phrase)) for phrase in raw["unanswered"]) + r")\b", re.IGNORECASE),
        rules={kind: tuple(rule for rule in rules if rule.kind == kind) for kind in FOLLOW_UP_KINDS},
    )


def _rule(number: int, entry: dict[str, Any]) -> Rule:
    missing = {"kind", "by", "types", "outcome", "example"} - set(entry)
    if missing:
        raise KnowledgeError(f"answer {number} lacks {', '.join(sorted(missing))}", source=FILE)
    if (
        entry["kind"] not in FOLLOW_UP_KINDS
        or entry["outcome"] not in FOLLOW_UP_OUTCOMES
        or entry["by"] not in SIDES
        or not set(entry["types"]) <= set(EVENT_TYPES)
    ):
        raise KnowledgeError(f"answer {number} holds a kind, side, type or outcome that is not known", source=FILE)
    return Rule(str(entry["kind"]), str(entry["by"]), frozenset(entry["types"]), str(entry["outcome"]), bool(entry.get("content", False)))
